import { assembleManifest, describe } from '../../../src/core/formats/artifact.ts';
import type { Artifact } from '../../../src/core/formats/format.ts';
import { copy } from '../../../src/core/content/copy.ts';
import { MemoryTarget } from '../../../src/core/content/memory.ts';
import { openCompute } from '../../../src/worker/compute-client.ts';
import { WorkerPool } from '../../../src/worker/pool.ts';
import { openLibrary } from '../../../src/worker/storage-client.ts';
import { startWorker } from '../../../src/worker/trusted.ts';
import { watchLibrary } from '../../../src/worker/library-changes.ts';
import type { Workshop } from './workshop.ts';
import workshopUrl from './workshop.worker.ts?worker&url';

/** What the tests of workers and storage drive, in a page of its own under the app's headers. */
const harness = {
  compute: openCompute(),
  library: openLibrary(),
  watchLibrary,
  startWorker,
  pool: (size: number, idleMs = 10_000, lastIdleMs = idleMs) =>
    new WorkerPool<Workshop>(() => startWorker(workshopUrl), { size, idleMs, lastIdleMs }),

  /** The names of two workers of a pool: neither job ends before both have begun. */
  async both(pool: WorkerPool<Workshop>): Promise<string[]> {
    const meet = new Barrier(2);
    const job = () =>
      pool.run(async (worker) => {
        const name = await worker.call('name');
        await meet.arrive();
        return name;
      }, undefined);
    return Promise.all([job(), job()]);
  },

  /** Keeps an artifact of two layers under `name`: `own`, and one that all artifacts share. */
  async keep(name: string, own: string): Promise<string> {
    const source = new MemoryTarget();
    const { manifest, blobs } = await artifact(own);
    for (const { descriptor, blob } of blobs) await source.push(descriptor, blob);
    await source.push(manifest.descriptor, manifest.blob, { tag: name });
    return (await copy(source, name, harness.library, name)).descriptor.digest;
  },

  /** Reads everything that `name` reaches; the texts of its blobs. */
  async read(name: string): Promise<string[]> {
    const memory = new MemoryTarget();
    const { blob } = await copy(harness.library, name, memory, name);
    const { layers } = JSON.parse(await blob.text());
    return Promise.all(layers.map(async (layer: never) => (await memory.fetch(layer)).text()));
  },
};

/** Lets nobody pass before so many have arrived. */
class Barrier {
  #missing: number;
  #open = () => {};
  readonly #opened = new Promise<void>((resolve) => (this.#open = resolve));

  constructor(count: number) {
    this.#missing = count;
  }

  arrive(): Promise<void> {
    if (--this.#missing === 0) this.#open();
    return this.#opened;
  }
}

async function artifact(own: string): Promise<Artifact> {
  const layer = (text: string) => describe('application/x-test', new Blob([text]));
  return assembleManifest(await layer('{}'), [await layer(own), await layer('shared')]);
}

declare global {
  var harness: Harness;
}
export type Harness = typeof harness;

globalThis.harness = harness;
