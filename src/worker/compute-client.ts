import type { DependencyReport } from '../core/dependencies/state.ts';
import type { ChartSource } from '../core/chart/files.ts';
import type { ProvenanceCheck, SignedChart } from '../core/provenance/check.ts';
import type { IndexEntry } from '../core/dependencies/pick-entry.ts';
import type { Compute, ComputeOptions, FetchedBlobs } from '../core/compute/compute.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import type { Artifact, Format } from '../core/formats/format.ts';
import type { Finding } from '../core/lint/finding.ts';
import type { Digest } from '../core/digest.ts';
import type { Manifest } from '../core/oci/manifest.ts';
import type { ComputeService } from './compute-service.ts';
import computeWorkerUrl from './compute.worker.ts?worker&url';
import { WorkerPool } from './pool.ts';
import { startWorker } from './trusted.ts';

/**
 * Two workers a core: while one packs, another waits for the files it reads. More than these
 * gain nothing, and each takes memory.
 */
const WORKERS_PER_CORE = 2;
const MAX_WORKERS = 8;
const IDLE_MS = 10_000;
/** Files handed over in one task of the page's thread: few milliseconds. */
const PORTION = 20;

/** Compute in workers: nothing of it runs on the page's thread. */
export class ComputeClient implements Compute {
  readonly #pool = new WorkerPool<ComputeService>(() => startWorker(computeWorkerUrl), {
    size: Math.min(WORKERS_PER_CORE * navigator.hardwareConcurrency, MAX_WORKERS),
    idleMs: IDLE_MS,
  });

  /** Has a worker started for the work that is to come, while its content is still on its way. */
  warmUp(): void {
    this.#pool.warmUp();
  }

  digest(content: Blob, options: ComputeOptions & { like?: Digest } = {}): Promise<Digest> {
    const { signal, ...rest } = options;
    return this.#pool.run((worker) => worker.call('digest', content, rest), signal);
  }

  packFolder(
    { folder, files }: ChartSource,
    { signal, ...rest }: ComputeOptions & { known?: PackedChart } = {},
  ): Promise<PackedChart> {
    return this.#pool.run(async (worker) => {
      const last = Math.max(files.length - PORTION, 0);
      for (let start = 0; start < last; start += PORTION) {
        await worker.call('receive', files.slice(start, Math.min(start + PORTION, last)), start);
        signal?.throwIfAborted();
      }
      const options = { ...rest, received: last };
      return worker.call('packFolder', { folder, files: files.slice(last) }, options);
    }, signal);
  }

  readArchive(
    archive: Blob,
    { signal, ...rest }: ComputeOptions & { provenance?: Blob } = {},
  ): Promise<PackedChart> {
    return this.#pool.run((worker) => worker.call('readArchive', archive, rest), signal);
  }

  check(chart: PackedChart, { signal }: ComputeOptions = {}): Promise<Finding[]> {
    return this.#pool.run((worker) => worker.call('check', chart), signal);
  }

  checkProvenance(
    provenance: Blob,
    { metadata, digest }: SignedChart,
    { signal }: ComputeOptions = {},
  ): Promise<ProvenanceCheck> {
    const chart = { metadata, digest };
    return this.#pool.run((worker) => worker.call('checkProvenance', provenance, chart), signal);
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

  dependencies(chart: PackedChart, { signal }: ComputeOptions = {}): Promise<DependencyReport> {
    return this.#pool.run((worker) => worker.call('dependencies', chart), signal);
  }

  readIndex(
    index: Blob,
    name: string,
    { signal }: ComputeOptions = {},
  ): Promise<IndexEntry[] | undefined> {
    return this.#pool.run((worker) => worker.call('readIndex', index, name), signal);
  }
}
