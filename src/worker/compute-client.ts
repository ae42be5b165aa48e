import type { ChartSource } from '../core/chart/files.ts';
import type {
  Compute,
  ComputeOptions,
  FetchedBlobs,
  PackedChart,
} from '../core/compute/compute.ts';
import type { Artifact, Format } from '../core/formats/format.ts';
import type { Digest } from '../core/oci/digest.ts';
import type { Manifest } from '../core/oci/manifest.ts';
import computeWorkerUrl from './compute.worker.ts?worker&url';
import { WorkerPool } from './pool.ts';
import { startWorker } from './trusted.ts';

/** More workers than this gain nothing on the charts people have, and each takes memory. */
const MAX_WORKERS = 4;
const IDLE_MS = 10_000;

/** Compute in workers, one per core: nothing of it runs on the page's thread. */
export class ComputeClient implements Compute {
  readonly #pool = new WorkerPool<Compute>(() => startWorker(computeWorkerUrl), {
    size: Math.min(navigator.hardwareConcurrency, MAX_WORKERS),
    idleMs: IDLE_MS,
  });

  digest(content: Blob, options: ComputeOptions & { like?: Digest } = {}): Promise<Digest> {
    const { signal, ...rest } = options;
    return this.#pool.run((worker) => worker.call('digest', content, rest), signal);
  }

  packFolder(source: ChartSource, { signal }: ComputeOptions = {}): Promise<PackedChart> {
    return this.#pool.run((worker) => worker.call('packFolder', source), signal);
  }

  readArchive(archive: Blob, { signal }: ComputeOptions = {}): Promise<PackedChart> {
    return this.#pool.run((worker) => worker.call('readArchive', archive), signal);
  }

  assemble(
    chart: PackedChart,
    format: Format,
    options: ComputeOptions & { created?: Date } = {},
  ): Promise<Artifact> {
    const { signal, ...rest } = options;
    return this.#pool.run((worker) => worker.call('assemble', chart, format, rest), signal);
  }

  restore(
    manifest: Manifest,
    blobs: FetchedBlobs,
    { signal }: ComputeOptions = {},
  ): Promise<PackedChart> {
    return this.#pool.run((worker) => worker.call('restore', manifest, blobs), signal);
  }
}
