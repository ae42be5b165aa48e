import { SvelteSet } from 'svelte/reactivity';
import type { ListedRepository } from '../core/actions/listed-repository.ts';
import { parseListed } from '../core/dependencies/listed-name.ts';
import { ChartroomError, isChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** The page of a chart repository: what its index lists. */
export class ListedPage {
  readonly url: string;
  repository = $state.raw<ListedRepository | undefined>();
  phase = $state.raw<'reading' | 'read' | 'stopped' | 'failed'>('reading');
  error = $state.raw<ChartroomError | undefined>();
  /** Bytes of the index that have come. */
  bytes = $state(0);
  /** The charts whose versions are open, by name. */
  readonly opened = new SvelteSet<string>();
  /** What is ticked, by the names that `formatListed` writes. */
  readonly ticked = new SvelteSet<string>();
  /** `PathList` folds by path, which names of charts have not. */
  readonly unfolded = new SvelteSet<string>();
  readonly #services: Services;
  #abort = new AbortController();

  constructor(url: string, services: Services) {
    // As a person may type it into the address, with index.yaml at its end.
    this.url = parseListed(url)?.url ?? url;
    this.#services = services;
  }

  /** Reads the index, `anew` where it has been read already. */
  async load(anew = false): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'reading';
    this.error = undefined;
    this.bytes = 0;
    try {
      if (!parseListed(this.url)) {
        throw new ChartroomError('reference.invalid', { reference: this.url, reason: 'scheme' });
      }
      const onProgress = (bytes: number) => (this.bytes = bytes);
      this.repository = await this.#services.listedRepository(this.url, {
        anew,
        signal,
        onProgress,
      });
      this.phase = 'read';
    } catch (thrown) {
      const error = await failureOf(thrown);
      const stopped = signal.aborted && isChartroomError(error, 'aborted');
      this.phase = stopped ? 'stopped' : 'failed';
      this.error = stopped ? undefined : error;
    }
  }

  stop(): void {
    this.#abort.abort();
  }

  toggle(chart: string): void {
    if (!this.opened.delete(chart)) this.opened.add(chart);
  }
}
