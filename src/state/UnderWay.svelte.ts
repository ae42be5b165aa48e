import { parseJson } from '../core/json.ts';
import { readTab, writeTab } from '../platform/tab.ts';

const KEY = 'pushing';

/**
 * The pushes that this page has under way, and those that it was left in the middle of: each
 * by its reference, noted in the tab's own storage. That outlives a reload, and a tab that is
 * closed and opened again, and tells nobody else where somebody pushes.
 */
export class UnderWay {
  /** What was being pushed when this tab was last left. */
  left = $state.raw<readonly string[]>(readReferences());
  #running: readonly string[] = [];

  /** A push may be cut off by leaving the page. */
  get any(): boolean {
    return this.#running.length > 0;
  }

  /** Notes a push; returns how to say that it ended, well or with an error that is shown. */
  begin(reference: string): () => void {
    this.left = this.left.filter((one) => one !== reference);
    this.#running = [...this.#running, reference];
    this.#write();
    return () => {
      const at = this.#running.indexOf(reference);
      this.#running = this.#running.filter((_, i) => i !== at);
      this.#write();
    };
  }

  /** The person has read what was left. */
  forget(): void {
    this.left = [];
    this.#write();
  }

  #write(): void {
    const all = [...this.left, ...this.#running];
    writeTab(KEY, all.length > 0 ? JSON.stringify(all) : undefined);
  }
}

/** Other scripts of this origin may have written anything there. */
function readReferences(): string[] {
  const value = parseJson(readTab(KEY) ?? '');
  if (!Array.isArray(value)) return [];
  return value.filter((one, at) => typeof one === 'string' && value.indexOf(one) === at);
}

export const underWay = new UnderWay();
