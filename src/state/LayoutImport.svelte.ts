import type { ImportedArtifact } from '../core/actions/import-layout.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { Digest } from '../core/digest.ts';
import type { LayoutPlace } from '../core/layout/listing.ts';
import type { WorkProgress } from '../text/work.ts';
import { Exchange } from './Exchange.svelte.ts';
import type { Services } from './services.ts';

/** A file or a folder that a person wants to import. */
export interface ImportFrom {
  name: string;
  place: LayoutPlace;
}

/** **Import** of OCI image layouts into the library. */
export class LayoutImport extends Exchange {
  readonly kind = 'import';
  /** What came of each artifact so far. */
  results = $state.raw<readonly ImportedArtifact[]>([]);
  /** How many artifacts the layouts hold that have been read so far. */
  all = $state.raw(0);
  /** How many attachments in the layouts belong to nothing that their layout names. */
  astray = $state.raw(0);
  /** Bytes that the library holds more than before; negative where something was replaced. */
  grown = $state.raw(0);
  #from = $state.raw<readonly ImportFrom[]>([]);
  readonly #services: Services;

  constructor(services: Services) {
    super();
    this.#services = services;
  }

  get subject(): string {
    return this.#from.map(({ name }) => name).join(', ');
  }

  override get failure(): ChartroomError | undefined {
    return this.error ?? this.results.find(({ outcome }) => outcome === 'refused')?.error;
  }

  get howFar(): WorkProgress {
    return { unit: 'charts', done: this.results.length, all: this.all };
  }

  async start(from: readonly ImportFrom[]): Promise<void> {
    if (this.running || from.length === 0) return;
    this.#from = from;
    await this.again();
  }

  /** Imports what was left out because its name stands for other content, which is replaced. */
  async replace(): Promise<void> {
    const differing = this.results.filter(({ outcome }) => outcome === 'differs');
    const names = differing.map(({ name }) => name);
    await this.begin((signal) => this.#read(signal, names));
  }

  /** Does again what failed or was cancelled; what is there already is quickly passed over. */
  again(): Promise<void> {
    return this.begin((signal) => this.#read(signal));
  }

  async #read(signal: AbortSignal, only?: readonly string[]): Promise<void> {
    this.results = only ? this.results.filter(({ name }) => !only.includes(name)) : [];
    this.all = this.results.length;
    if (!only) this.astray = 0;
    const services = this.#services;
    const [worker, shelf, { importLayout }, { Layout }, { countAstray }] = await Promise.all([
      services.compute(),
      services.library(),
      import('../core/actions/import-layout.ts'),
      import('../core/layout/layout.ts'),
      import('../core/layout/astray.ts'),
    ]);
    const before = await shelf.used();
    const digest = async (content: Blob, like?: Digest) => worker.digest(content, { like, signal });
    for (const { place } of this.#from) {
      const listing = await worker.readLayout(place, { signal });
      this.all += only?.length ?? listing.artifacts.length;
      const layout = new Layout(listing, digest);
      if (!only) this.astray += await countAstray(layout);
      await importLayout(layout, shelf, {
        signal,
        only,
        overwrite: only !== undefined,
        onProgress: (imported) => (this.results = [...this.results, imported]),
      });
    }
    this.grown = (await shelf.used()) - before;
  }
}
