import type { PackedChart } from '../core/chart/packed.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { SearchResult } from '../core/search/text-search.ts';
import { announce } from './announcer.svelte.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** A search waits for a pause in typing, since each one that is called off ends its worker. */
const PAUSE_MS = 250;

/** A search for a text in all files of a chart. */
export class FileSearch {
  /** Of the last search that ended, which stays until the next one does. */
  result = $state.raw<SearchResult | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  running = $state(false);
  readonly #services: Services;
  /**
   * Of the search under way. It is made and aborted only where there is one: the error that comes
   * of an abort has its stack, and with it all that Svelte was drawing at the time.
   */
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Searches for `wanted`, in place of what was searched for; `tell` puts the result in words. */
  start(chart: PackedChart, wanted: string, tell: (result: SearchResult) => string): void {
    this.cancel();
    this.error = undefined;
    if (wanted === '') {
      this.result = undefined;
      return;
    }
    this.running = true;
    this.#timer = setTimeout(() => void this.#search(chart, wanted, tell), PAUSE_MS);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = undefined;
    this.running = false;
  }

  async #search(
    chart: PackedChart,
    wanted: string,
    tell: (result: SearchResult) => string,
  ): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const compute = await this.#services.compute();
      const result = await compute.search(chart, wanted, { signal: abort.signal });
      if (abort.signal.aborted) return;
      this.result = result;
      announce(tell(result));
    } catch (thrown) {
      if (!abort.signal.aborted) this.error = await failureOf(thrown);
    }
    if (!abort.signal.aborted) this.running = false;
  }
}
