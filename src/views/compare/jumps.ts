import { createContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';

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

  /**
   * Adds an element that shows a list: `rows` are the places of its changes there, and `reveal`
   * brings a row into view.
   */
  through(rows: () => readonly number[], reveal: (row: number) => void): Attachment<HTMLElement> {
    return (element) =>
      this.add({
        element,
        count: () => rows().length,
        reveal: (index) => reveal(rows()[index] ?? 0),
      });
  }

  /** Goes to the next change, or to the one before; false at the end. */
  go(step: 1 | -1): boolean {
    const all = [...this.#stops].filter((stop) => stop.count() > 0).sort(inOrder);
    const at = this.#at;
    if (at && all.includes(at.stop)) {
      const index = at.index + step;
      if (index >= 0 && index < at.stop.count()) return this.#reveal(at.stop, index);
    }
    const next = step > 0 ? all.find(isBehind(at)) : all.findLast(isBefore(at));
    return next ? this.#reveal(next, step > 0 ? 0 : next.count() - 1) : false;
  }

  #reveal(stop: Stop, index: number): boolean {
    this.#at = { stop, index };
    stop.reveal(index);
    return true;
  }
}

function inOrder(a: Stop, b: Stop): number {
  return follows(a, b) ? -1 : 1;
}

/** Whether `b` comes after `a`, or lies in it. */
function follows(a: Stop, b: Stop): boolean {
  const place = a.element.compareDocumentPosition(b.element);
  return (place & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** The stops after the last one, which may be folded or gone by now; at first all. */
function isBehind(at: { stop: Stop } | undefined): (stop: Stop) => boolean {
  return (stop) => !at?.stop.element.isConnected || follows(at.stop, stop);
}

function isBefore(at: { stop: Stop } | undefined): (stop: Stop) => boolean {
  return (stop) => at?.stop.element.isConnected === true && follows(stop, at.stop);
}

/** The jumps of the page that a component is in. */
export const [jumps, setJumps] = createContext<Jumps>();
