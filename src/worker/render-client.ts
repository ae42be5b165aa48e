import type { Rendering } from '../core/compute/rendering.ts';
import { MAX_RENDER_TIME } from '../core/render/limits.ts';
import { clientOf, type MethodList } from './client.ts';
import { WorkerPool } from './pool.ts';
import renderWorkerUrl from './render.worker.ts?worker&url';
import { startWorker } from './trusted.ts';

/** One for what a person looks at, one for what is checked meanwhile. */
const WORKERS = 2;
/** A worker keeps its chart in memory, and the compiled code: a person pauses while typing. */
const IDLE_MS = 60_000;
const METHODS: MethodList<Rendering> = {
  ...{ render: true, varying: true, compare: true, template: true },
};

/** Rendering in workers of its own, which have the template engine; an abort ends one. */
export function openRendering(): Rendering {
  const pool = new WorkerPool<Rendering>(() => startWorker(renderWorkerUrl), {
    size: WORKERS,
    idleMs: IDLE_MS,
  });
  return clientOf<Rendering>(METHODS, ({ method, args }, signal) =>
    pool.run(
      (worker) => worker.call(method, ...args),
      signal,
      method === 'compare' ? 2 * MAX_RENDER_TIME : MAX_RENDER_TIME,
    ),
  );
}
