import { parseJson } from '../core/json.ts';
import { readTab, writeTab } from '../platform/tab.ts';

const KEY = 'pushing';

/**
 * The pushes that are under way, and those that were interrupted when the page was left. Their
 * references are noted in the tab's own storage, which survives a reload and the reopening of a
 * closed tab, and doesn't reveal to others where a person pushes.
 */
export class UnderWay {
  /** The references that were being pushed when this tab was last left. */
  left = $state.raw<readonly string[]>(readReferences());
  #running: readonly string[] = [];

  /**
   * Notes a push; returns a function to call when it has ended, successfully or with an error that
   * is shown.
   */
  begin(reference: string): () => void {
    // Written only if it changes: for a new list, Svelte looks through the page at every push.
    if (this.left.includes(reference)) this.left = this.left.filter((one) => one !== reference);
    this.#running = [...this.#running, reference];
    this.#write();
    return () => {
      const at = this.#running.indexOf(reference);
      this.#running = this.#running.filter((_, i) => i !== at);
      this.#write();
    };
  }

  /** Forgets the interrupted pushes once the person has seen them. */
  forget(): void {
    this.left = [];
    this.#write();
  }

  #write(): void {
    const all = [...this.left, ...this.#running];
    writeTab(KEY, all.length > 0 ? JSON.stringify(all) : undefined);
  }
}

/** Validated, since other scripts of this origin may have written anything there. */
function readReferences(): string[] {
  const value = parseJson(readTab(KEY) ?? '');
  if (!Array.isArray(value)) return [];
  return value.filter((one, at) => typeof one === 'string' && value.indexOf(one) === at);
}

export const underWay = new UnderWay();
