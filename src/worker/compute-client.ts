import type { ChartSource } from '../core/chart/files.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import type { Compute } from '../core/compute/compute.ts';
import { clientOf, type MethodList } from './client.ts';
import type { ComputeService } from './compute-service.ts';
import computeWorkerUrl from './compute.worker.ts?worker&url';
import type { Method } from './protocol.ts';
import { WorkerPool } from './pool.ts';
import { startWorker } from './trusted.ts';
import type { WorkerHandle } from './worker-handle.ts';

/**
 * Two workers a core: while one packs, another waits for the files it reads. More than these
 * gain nothing, and each takes memory.
 */
const WORKERS_PER_CORE = 2;
const MAX_WORKERS = 8;
const IDLE_MS = 10_000;
/** Files handed over in one task of the page's thread: few milliseconds. */
const PORTION = 20;

const METHODS: MethodList<Compute> = {
  digest: true,
  packFolder: true,
  readArchive: true,
  check: true,
  checkProvenance: true,
  assemble: true,
  restore: true,
  dependencies: true,
  readIndex: true,
  renderMarkdown: true,
};

/**
 * Seconds that work may take on content which others made, and may have made to take for ever: a
 * pattern in a schema for instance. It is far more than the largest real charts take on a slow
 * machine that is busy.
 */
const LIMITS: Partial<Record<Method<Compute>, number>> = {
  check: 20,
  checkProvenance: 20,
  dependencies: 20,
  readIndex: 60,
  restore: 60,
};

export interface ComputeClient extends Compute {
  /** Has a worker started for the work that is to come, while its content is still on its way. */
  warmUp(): void;
}

/** Compute in workers: nothing of it runs on the page's thread. An abort ends its worker. */
export function openCompute(): ComputeClient {
  const pool = new WorkerPool<ComputeService>(() => startWorker(computeWorkerUrl), {
    size: Math.min(WORKERS_PER_CORE * navigator.hardwareConcurrency, MAX_WORKERS),
    idleMs: IDLE_MS,
  });
  return {
    ...clientOf<Compute>(METHODS, ({ method, args }, signal) =>
      pool.run((worker) => worker.call(method, ...args), signal, LIMITS[method]),
    ),
    packFolder: (source, { signal, ...options } = {}) =>
      pool.run((worker) => packInPortions(worker, source, options, signal), signal),
    warmUp: () => pool.warmUp(),
  };
}

/** Hands the files over in portions; why, see `ComputeService`. */
async function packInPortions(
  worker: WorkerHandle<ComputeService>,
  { folder, files }: ChartSource,
  options: { known?: PackedChart | undefined },
  signal: AbortSignal | undefined,
): Promise<PackedChart> {
  const last = Math.max(files.length - PORTION, 0);
  for (let start = 0; start < last; start += PORTION) {
    await worker.call('receive', files.slice(start, Math.min(start + PORTION, last)), start);
    signal?.throwIfAborted();
  }
  const source = { folder, files: files.slice(last) };
  return worker.call('packFolder', source, { ...options, received: last });
}
