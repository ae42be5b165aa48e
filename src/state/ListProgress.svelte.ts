import type { ListEnd, ListOptions } from '../core/content/target.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import type { ListPhase } from '../text/lists.ts';
import { failureOf } from './failure.ts';

/** A registry's list that is being read page by page. Starting again aborts the running request. */
export class ListProgress {
  phase = $state.raw<ListPhase>('coming');
  /** Why it failed. */
  error = $state.raw<ChartroomError | undefined>();
  #abort = new AbortController();

  /** `work` reads the list; names are accepted only until it is aborted. */
  async run(
    onNames: (names: readonly string[]) => void,
    work: (options: ListOptions) => Promise<ListEnd>,
  ): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'coming';
    this.error = undefined;
    try {
      const end = await work({
        signal,
        onNames: (names) => {
          if (!signal.aborted) onNames(names);
        },
      });
      if (signal === this.#abort.signal) this.phase = end;
    } catch (thrown) {
      const error = await failureOf(thrown);
      if (signal !== this.#abort.signal) return;
      if (signal.aborted && isChartroomError(error, 'aborted')) {
        this.phase = 'stopped';
      } else {
        this.phase = 'failed';
        this.error = error;
      }
    }
  }

  /** Stops reading; the names so far remain. */
  stop(): void {
    this.#abort.abort();
  }
}
