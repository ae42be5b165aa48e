import { createContext } from 'svelte';

/** A part of a page with changes in it. */
export interface Stop {
  element: HTMLElement;
  /** How many changes there are to go to. */
  count: () => number;
  /** Brings one of them into view, with the focus. */
  reveal: (index: number) => void;
}

/** Goes from change to change, through all parts of a page in their order. */
export class Jumps {
  readonly #stops = new Set<Stop>();
  #at: { stop: Stop; index: number } | undefined;

  /** Adds a part; returns what takes it out. */
  add(stop: Stop): () => void {
    this.#stops.add(stop);
    return () => {
      this.#stops.delete(stop);
    };
  }

  /** Goes to the next change, or to the one before; false at the end. */
  go(step: 1 | -1): boolean {
    const all = [...this.#stops].filter((stop) => stop.count() > 0).sort(inOrder);
    const at = this.#at;
    const place = at ? all.indexOf(at.stop) : -1;
    if (at && place >= 0) {
      const index = at.index + step;
      if (index >= 0 && index < at.stop.count()) return this.#reveal(at.stop, index);
    }
    const next = place < 0 ? (step > 0 ? all[0] : undefined) : all[place + step];
    return next ? this.#reveal(next, step > 0 ? 0 : next.count() - 1) : false;
  }

  #reveal(stop: Stop, index: number): boolean {
    this.#at = { stop, index };
    stop.reveal(index);
    return true;
  }
}

function inOrder(a: Stop, b: Stop): number {
  const place = a.element.compareDocumentPosition(b.element);
  return place & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** The jumps of the page that a component is in. */
export const [jumps, setJumps] = createContext<Jumps>();
