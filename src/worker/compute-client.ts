import { ChartroomError } from '../core/errors.ts';
import type { CheckOptions, Compute } from '../core/compute/compute.ts';
import { isChartroomError } from '../core/errors.ts';
import type { Digest } from '../core/digest.ts';
import { bytesKeptOf } from '../core/read-blob.ts';
import { clientOf, type MethodList } from './client.ts';
import type { ComputeService } from './compute-service.ts';
import computeWorkerUrl from './compute.worker.ts?worker&url';
import { takeFirstCompute } from './first-compute.ts';
import { handOver } from './hand-over.ts';
import type { Method } from './protocol.ts';
import { WorkerPool } from './pool.ts';
import { startWorker } from './trusted.ts';
import type { WorkerHandle } from './worker-handle.ts';

/**
 * Two workers per core: while one packs, another waits for files to be read, or for the page. With
 * one per core a hundred small charts take a tenth longer until all are checked, and large ones as
 * long as with two.
 */
const WORKERS_PER_CORE = 2;
const MAX_WORKERS = 8;
const IDLE_MS = 10_000;
/** The last worker stays for longer: a person edits the chart, and chooses or reads it again. */
const LAST_IDLE_MS = 600_000;

const METHODS: MethodList<Compute> = {
  digest: true,
  packFolder: true,
  unpack: true,
  changes: true,
  compare: true,
  compareSubcharts: true,
  compareFile: true,
  readArchive: true,
  check: true,
  checkFolder: true,
  checkStored: true,
  checkArchive: true,
  checkProvenance: true,
  assemble: true,
  restore: true,
  dependencies: true,
  readIndex: true,
  listRepository: true,
  readLayout: true,
  artifactHub: true,
  renderMarkdown: true,
  values: true,
  search: true,
  templateNames: true,
};

/** The limit in seconds for all other work: what takes longer has stopped, or its answer was lost. */
const LONGEST = 600;

/**
 * Time limits in seconds for work on untrusted content, which may be crafted to take forever, for
 * instance by a pattern in a schema. They are far above what the largest real charts take on a
 * slow, busy machine.
 */
const LIMITS: Partial<Record<Method<Compute>, number>> = {
  artifactHub: 20,
  check: 20,
  checkFolder: 20,
  checkStored: 20,
  checkArchive: 20,
  checkProvenance: 20,
  compare: 30,
  compareSubcharts: 30,
  compareFile: 20,
  dependencies: 20,
  readArchive: 60,
  readIndex: 60,
  listRepository: 60,
  restore: 60,
  values: 20,
  search: 20,
  templateNames: 20,
};

/** What begins with unpacking an archive. */
const UNPACKING: ReadonlySet<Method<Compute>> = new Set([
  'readArchive',
  'restore',
  'checkStored',
  'checkArchive',
]);

/** How long a worker may take to start what unpacks archives, in milliseconds. */
const WAKING_MS = 5_000;
/** How many workers are tried. */
const TRIES = 3;

export interface ComputeClient extends Compute {
  /** Starts a worker for upcoming work while its content is still being loaded. */
  warmUp(): void;
  /** Has one get ready to unpack an archive that is on its way. */
  expectArchive(): void;
}

/**
 * Compute in workers, so that none of it runs on the page's thread. An abort terminates the worker.
 */
export function openCompute(): ComputeClient {
  const pool = new WorkerPool<ComputeService>(() => startWorker(computeWorkerUrl), {
    size: Math.min(WORKERS_PER_CORE * navigator.hardwareConcurrency, MAX_WORKERS),
    idleMs: IDLE_MS,
    lastIdleMs: LAST_IDLE_MS,
  });
  const first = takeFirstCompute();
  if (first) pool.adopt(first);
  const client = clientOf<Compute>(METHODS, ({ method, args }, signal) => {
    const limit = LIMITS[method] ?? LONGEST;
    const job = (worker: WorkerHandle<ComputeService>) => worker.call(method, ...args);
    return UNPACKING.has(method)
      ? unpacking(pool, job, signal, limit)
      : pool.run(job, signal, limit);
  });
  return {
    ...client,
    check: (chart, options) =>
      renderedIfPossible((more) => client.check(chart, { ...options, ...more })),
    checkStored: (manifest, blobs, options) =>
      renderedIfPossible((more) => client.checkStored(manifest, blobs, { ...options, ...more })),
    checkArchive: (archive, options) =>
      renderedIfPossible((more) => client.checkArchive(archive, { ...options, ...more })),
    packFolder: (source, { signal, ...options } = {}) =>
      pool.run(
        async (worker) => {
          const { buffers, files, received } = await handOver(worker, source, signal);
          const how = { ...options, received };
          return worker.handOver(buffers, 'packFolder', { ...source, files }, how);
        },
        signal,
        LONGEST,
      ),
    checkFolder: (source, { signal, ...options } = {}) =>
      renderedIfPossible((more) =>
        pool.run(
          async (worker) => {
            const { buffers, files, received } = await handOver(worker, source, signal);
            const how = { ...options, ...more, received };
            return worker.handOver(buffers, 'checkFolder', { ...source, files }, how);
          },
          signal,
          LIMITS.checkFolder,
        ),
      ),
    restore: (manifest, blobs, { signal } = {}) => {
      const bytes = new Map<Digest, Uint8Array<ArrayBuffer>>();
      for (const [digest, blob] of blobs) {
        const own = bytesKeptOf(blob);
        if (own) bytes.set(digest, own);
      }
      const job = (worker: WorkerHandle<ComputeService>) =>
        worker.call('restore', manifest, blobs, { bytes });
      return unpacking(pool, job, signal, LIMITS.restore ?? LONGEST);
    },
    warmUp: () => pool.warmUp(),
    expectArchive() {
      pool.warmUp();
      // Whoever unpacks then waits for it, and does without this worker if it never comes to an end.
      pool.nextWorker?.call('wake').catch(() => undefined);
    },
  };
}

/**
 * Checks once more without rendering where a worker had to be ended: a template may have a pattern
 * that takes forever, and all else can be checked still.
 */
async function renderedIfPossible<T>(check: (options: CheckOptions) => Promise<T>): Promise<T> {
  try {
    return await check({});
  } catch (error) {
    if (!isChartroomError(error, 'work.unfinished')) throw error;
    return check({ unrendered: error.data });
  }
}

/**
 * Runs a job in a worker that can unpack archives. In Firefox a worker that starts js-untar's worker
 * sometimes stops there for ever: it is ended, and another one is tried.
 */
async function unpacking<R>(
  pool: WorkerPool<ComputeService>,
  job: (worker: WorkerHandle<ComputeService>) => Promise<R>,
  signal: AbortSignal | undefined,
  limit: number,
): Promise<R> {
  for (let tries = TRIES; ; tries--) {
    const stuck = new ChartroomError('internal', { message: 'a worker does not answer' });
    try {
      return await pool.run(
        async (worker) => {
          await wake(worker, stuck);
          return job(worker);
        },
        signal,
        limit,
      );
    } catch (error) {
      if (error !== stuck || tries === 1) throw error;
    }
  }
}

/** Waits until a worker can unpack; throws `stuck`, and ends it, if it never can. */
async function wake(worker: WorkerHandle<ComputeService>, stuck: ChartroomError): Promise<void> {
  await worker.loaded;
  const timer = setTimeout(() => worker.end(stuck), WAKING_MS);
  try {
    await worker.call('wake');
  } finally {
    clearTimeout(timer);
  }
}
