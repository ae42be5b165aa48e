import { findCharts } from '../../../src/core/chart/find.ts';
import type { PackedChart } from '../../../src/core/chart/packed.ts';
import { selectionOf } from '../../../src/platform/files.ts';
import { openCompute } from '../../../src/worker/compute-client.ts';
import { WorkerPool } from '../../../src/worker/pool.ts';
import { startWorker } from '../../../src/worker/trusted.ts';
import type { Yardstick } from './yardstick.ts';
import yardstickUrl from './yardstick.ts?worker&url';

const size = navigator.hardwareConcurrency;
let packed: PackedChart[] = [];
let first = Promise.resolve(0);

const bench = {
  /** From the folder chosen to every chart in it packed and digested, workers' start included. */
  async pack(): Promise<{ ms: number; charts: number; bytes: number }> {
    const input = document.querySelector('input');
    const start = performance.now();
    const { files } = selectionOf(input?.files ?? []);
    const compute = openCompute();
    packed = await Promise.all(findCharts(files).map((chart) => compute.packFolder(chart)));
    const ms = performance.now() - start;
    const bytes = packed.flatMap((chart) => chart.files).reduce((sum, { size }) => sum + size, 0);
    return { ms, charts: packed.length, bytes };
  },

  /** The same files handed over to workers and read there, and nothing done with them. */
  async read(): Promise<{ ms: number }> {
    const input = document.querySelector('input');
    const start = performance.now();
    const charts = findCharts(selectionOf(input?.files ?? []).files);
    const pool = yardsticks();
    const read = (blobs: Blob[]) => pool.run((worker) => worker.call('read', blobs), undefined);
    await Promise.all(charts.map(({ files }) => read(files.map(({ blob }) => blob))));
    return { ms: performance.now() - start };
  },

  /**
   * The bound for packing: files read by the page and deflated in as many workers as there are cores,
   * while the next ones are read; the workers' start included.
   */
  async flow(): Promise<{ ms: number }> {
    const input = document.querySelector('input');
    const start = performance.now();
    const pool = yardsticks();
    const deflating: Promise<unknown>[] = [];
    for (const { files } of findCharts(selectionOf(input?.files ?? []).files)) {
      const parts = await Promise.all(files.map(({ blob }) => blob.arrayBuffer()));
      deflating.push(pool.run((worker) => worker.call('deflateParts', parts), undefined));
    }
    await Promise.all(deflating);
    return { ms: performance.now() - start };
  },

  /** The same archives' bytes through pako, in as many workers as there are cores. */
  async deflate(): Promise<{ ms: number }> {
    const tars = await Promise.all(packed.map(({ archive }) => gunzip(archive)));
    const pool = yardsticks();
    const run = (tar: Uint8Array) => pool.run((worker) => worker.call('deflate', tar), undefined);
    await Promise.all(Array.from({ length: size }, () => run(new Uint8Array(1))));
    const start = performance.now();
    await Promise.all(tars.map(run));
    return { ms: performance.now() - start };
  },

  /**
   * The bound for the first chart: the next one that is chosen is read, deflated and hashed by a
   * worker that is started now. `first` then has the milliseconds since the `change` event.
   */
  awaitFirst(): void {
    const pool = yardsticks();
    void pool.run((worker) => worker.call('deflateParts', []), undefined);
    first = new Promise((resolve) => {
      addEventListener('change', ({ timeStamp, target }) => {
        const blobs = [...((target as HTMLInputElement).files ?? [])];
        const archive = pool.run((worker) => worker.call('archive', blobs), undefined);
        void archive.then(() => resolve(performance.now() - timeStamp));
      });
    });
  },

  first: (): Promise<number> => first,

  /**
   * The bound for memory: what is chosen is read, deflated and hashed by a worker and sent to a
   * registry as the blob of a repository whose `/v2/…` URL this is.
   */
  async push(repository: string): Promise<void> {
    const blobs = [...(document.querySelector('input')?.files ?? [])];
    const pool = yardsticks();
    const { archive, digest } = await pool.run(
      (worker) => worker.call('archive', blobs),
      undefined,
    );
    const session = await fetch(`${repository}/blobs/uploads/`, { method: 'POST' });
    const url = `${session.headers.get('Location')}&digest=${encodeURIComponent(digest)}`;
    const { ok } = await fetch(url, { method: 'PUT', body: archive });
    if (!ok) throw new Error(`${url} was refused`);
  },
};

function yardsticks(): WorkerPool<Yardstick> {
  return new WorkerPool(() => startWorker(yardstickUrl), { size, idleMs: 5000 });
}

async function gunzip(archive: Blob): Promise<Uint8Array> {
  const stream = archive.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

declare global {
  var bench: Bench;
}
export type Bench = typeof bench;

globalThis.bench = bench;
// For a chart that is chosen as soon as the page has loaded, its worker can't start later.
if (location.hash === '#first') bench.awaitFirst();
