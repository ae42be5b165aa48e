import { open } from '../core/actions/open.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { LibraryEntry } from '../core/library/entry.ts';
import { copy } from '../core/content/copy.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import { watchLibrary } from '../worker/library-changes.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** A chart that was just removed, held until the page is left. */
interface Removed {
  entry: LibraryEntry;
  /** Its content; absent where it could not be read back. */
  held?: MemoryTarget | undefined;
}

/** The charts kept in this browser. */
export class LibraryPage {
  entries = $state.raw<readonly LibraryEntry[] | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  removed = $state.raw<Removed | undefined>();
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async load(): Promise<void> {
    await this.#attempt(() => this.#list());
  }

  /** Follows changes, those of other tabs too; returns how to stop. */
  watch(): () => void {
    return watchLibrary(() => {
      void this.#list().catch(async (thrown: unknown) => (this.error = await failureOf(thrown)));
    });
  }

  /** The chart that is kept under `name`, for a download. */
  async read(name: string): Promise<PackedChart | undefined> {
    let chart: PackedChart | undefined;
    await this.#attempt(async () => {
      const [library, compute] = await Promise.all([
        this.#services.library(),
        this.#services.compute(),
      ]);
      ({ chart } = await open(library, name, { compute }));
    });
    return chart;
  }

  /** Removes a chart, holding on to it in memory so that this can be undone. */
  async remove(entry: LibraryEntry): Promise<void> {
    await this.#attempt(async () => {
      const library = await this.#services.library();
      const held = 'error' in entry ? undefined : await this.#hold(entry.name);
      await library.delete(entry.name);
      this.removed = { entry, held };
      await this.#list();
    });
  }

  /** Puts back what was removed last. */
  async undo(): Promise<void> {
    await this.#attempt(async () => {
      const { entry, held } = this.removed ?? {};
      if (!entry || !held) return;
      await copy(held, entry.name, await this.#services.library(), entry.name);
      this.removed = undefined;
      await this.#list();
    });
  }

  async #list(): Promise<void> {
    this.entries = await (await this.#services.library()).list();
  }

  async #hold(name: string): Promise<MemoryTarget | undefined> {
    const held = new MemoryTarget();
    try {
      await copy(await this.#services.library(), name, held, name);
      return held;
    } catch {
      return undefined;
    }
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
