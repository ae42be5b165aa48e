import { SvelteMap } from 'svelte/reactivity';
import { isOfOneArtifact } from '../core/actions/repository-facts.ts';
import { atMost } from '../core/concurrency.ts';
import type { ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';

/** Requests for rows at the same time: the rest of the page has its turn in between. */
const AT_ONCE = 3;
/** Milliseconds that a row must be in view: what is scrolled past isn't asked for. */
const SETTLED = 120;

/**
 * What the rows of a list say beyond their names, for the rows in view only. When a row leaves the
 * view, its requests are aborted. At the first failure that isn't about one row alone, such as a
 * registry's rate limit, it stops and says why.
 */
export class RowFill<Facts> {
  /** By the row's key; null for what can't be read. */
  readonly facts = new SvelteMap<string, Facts | null>();
  /** Why it stopped. */
  stopped = $state.raw<ChartroomError | undefined>();

  readonly #read: (key: string, signal: AbortSignal) => Promise<Facts>;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shown depends on it
  readonly #inView = new Map<string, AbortController>();
  readonly #queue = atMost(AT_ONCE);

  readonly #isOfOneRow: (error: ChartroomError) => boolean;

  constructor(
    read: (key: string, signal: AbortSignal) => Promise<Facts>,
    isOfOneRow: (error: ChartroomError) => boolean = isOfOneArtifact,
  ) {
    this.#read = read;
    this.#isOfOneRow = isOfOneRow;
  }

  /** Fills in one row for as long as it is in view; returns what ends that. */
  fill(key: string): () => void {
    const abort = new AbortController();
    this.#inView.set(key, abort);
    const timer = setTimeout(() => void this.#begin(key, abort.signal), SETTLED);
    return () => {
      clearTimeout(timer);
      abort.abort();
      if (this.#inView.get(key) === abort) this.#inView.delete(key);
    };
  }

  /** Forgets what is known of a row, which is read again if it is in view. */
  forget(key: string): void {
    this.facts.delete(key);
    const abort = this.#inView.get(key);
    if (abort) void this.#begin(key, abort.signal);
  }

  /** Goes on after it has stopped. */
  resume(): void {
    this.stopped = undefined;
    for (const [key, { signal }] of this.#inView) void this.#begin(key, signal);
  }

  async #begin(key: string, signal: AbortSignal): Promise<void> {
    if (this.facts.has(key)) return;
    await this.#queue(async () => {
      if (signal.aborted || this.stopped) return;
      try {
        this.facts.set(key, await this.#read(key, signal));
      } catch (thrown) {
        const error = await failureOf(thrown);
        if (signal.aborted) return;
        if (this.#isOfOneRow(error)) this.facts.set(key, null);
        else this.stopped = error;
      }
    });
  }
}
