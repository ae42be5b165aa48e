import { SvelteSet } from 'svelte/reactivity';
import { putBack, takeOut } from '../core/actions/keep.ts';
import { promotionOfKept } from '../core/actions/promote.ts';
import { readKept } from '../core/actions/pull.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { KeptArtifact, LibraryEntry } from '../core/library/entry.ts';
import type { MemoryTarget } from '../core/content/memory.ts';
import { watchLibrary } from '../worker/library-changes.ts';
import { failureOf } from './failure.ts';
import { PushOn } from './PushOn.svelte.ts';
import type { Services } from './services.ts';

/** A chart that was just removed, held until the page is left. */
interface Removed {
  entry: LibraryEntry;
  /** Its content; absent if it couldn't be read back. */
  held?: MemoryTarget | undefined;
  /** Bytes that the library holds less than before: content that other charts share stays. */
  freed: number;
}

/** The charts kept in this browser. */
export class LibraryPage {
  entries = $state.raw<readonly LibraryEntry[] | undefined>();
  /** Bytes of all that is kept, what charts share counted once. */
  used = $state.raw(0);
  error = $state.raw<ChartroomError | undefined>();
  /** What the last removal took out. */
  removed = $state.raw<readonly Removed[]>([]);
  /** The folders that are open in the list, and the repositories whose versions are. */
  readonly unfolded = new SvelteSet<string>();
  readonly opened = new SvelteSet<string>();
  readonly #services: Services;
  /** How often something was removed or put back here. */
  #changes = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  async load(): Promise<void> {
    await this.#attempt(() => this.#list());
  }

  /** Follows changes, including those by other tabs; returns a function that stops it. */
  watch(): () => void {
    return watchLibrary(async () => {
      try {
        await this.#list();
      } catch (thrown) {
        this.error = await failureOf(thrown);
      }
    });
  }

  /** The chart that is kept under `name`, for a download. */
  async read(name: string): Promise<PackedChart | undefined> {
    let chart: PackedChart | undefined;
    await this.#attempt(async () => {
      ({ chart } = await readKept(name, this.#services));
    });
    return chart;
  }

  /** The push of a chart to a registry: the one that is under way, or a new one to begin. */
  pushOn(entry: KeptArtifact): PushOn {
    const services = this.#services;
    const underWay = PushOn.underWay(entry.name);
    if (underWay) return underWay;
    return new PushOn(
      entry.name,
      () => entry.chart?.version,
      async (destination) =>
        promotionOfKept(await services.library(), entry, destination, () => services.compute()),
      services,
    );
  }

  /** Removes charts, holding on to them in memory so that this can be undone. */
  async remove(...entries: readonly LibraryEntry[]): Promise<void> {
    this.removed = [];
    await this.#attempt(async () => {
      const library = await this.#services.library();
      for (const entry of entries) {
        const before = await library.used();
        const held = await takeOut(library, entry.name);
        this.used = await library.used();
        this.removed = [...this.removed, { entry, held, freed: before - this.used }];
        this.#show((shown) => shown.filter(({ name }) => name !== entry.name));
      }
    });
  }

  /** Restores the charts that were removed last. */
  async undo(): Promise<void> {
    await this.#attempt(async () => {
      const library = await this.#services.library();
      for (const one of this.removed) {
        const { entry, held } = one;
        if (!held) continue;
        await putBack(library, entry.name, held);
        this.used = await library.used();
        this.removed = this.removed.filter((other) => other !== one);
        this.#show((entries) => {
          const others = entries.filter(({ name }) => name !== entry.name);
          return [...others, entry].sort((a, b) => (a.name < b.name ? -1 : 1));
        });
      }
    });
  }

  async #list(): Promise<void> {
    const changes = this.#changes;
    const library = await this.#services.library();
    const [entries, used] = await Promise.all([library.list(), library.used()]);
    // It was begun before a change of our own, whose announcement brings another list.
    if (changes !== this.#changes) return;
    this.entries = entries;
    this.used = used;
  }

  /** Shows a change that was made here, without reading the whole list for it. */
  #show(change: (entries: readonly LibraryEntry[]) => LibraryEntry[]): void {
    this.#changes++;
    this.entries = this.entries && change(this.entries);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await work();
    } catch (thrown) {
      this.error = await failureOf(thrown);
    }
  }
}
