import type { TransferOptions } from '../content/target.ts';
import { takingTurnsByName } from '../turns.ts';

/**
 * What this page has sent to a registry. Distribution writes the link to a blob anew with each
 * upload of it, and refuses for that moment a manifest that names it ("blob unknown"): so copies that
 * share a blob, as signatures share their config, send it one after the other, and only once.
 */
export class Sent {
  readonly #turns = takingTurnsByName();
  readonly #places = new Set<string>();

  /** Sends a blob, unless it was sent to this place before and `isThere` still. */
  async once(
    place: string,
    isThere: () => Promise<boolean>,
    send: () => Promise<void>,
    { signal }: TransferOptions,
  ): Promise<void> {
    const work = async () => {
      if (this.#places.has(place) && (await isThere())) return;
      await send();
      this.#places.add(place);
    };
    return this.#turns(place, work, { signal });
  }
}
