import type { ComputeService } from './compute-service.ts';
import computeWorkerUrl from './compute.worker.ts?worker&url';
import { startWorker } from './trusted.ts';
import { WorkerHandle } from './worker-handle.ts';

let first: WorkerHandle<ComputeService> | undefined;
/** Whether the client is there, which starts its own workers. */
let taken = false;
let hasRehearsed = false;

/** Starts a worker for the compute client, which may not even be loaded yet. */
export function startFirstCompute(): void {
  if (taken) return;
  try {
    first ??= new WorkerHandle(() => startWorker(computeWorkerUrl));
  } catch {
    // The client starts its own, and says why that can't be done.
  }
}

/** Has that worker rehearse the packing of a chart, once, while nothing else is asked of it. */
export function rehearseFirstCompute(): void {
  if (!first || hasRehearsed) return;
  hasRehearsed = true;
  // A worker that doesn't load, or can't pack, says so when it is asked for a person's chart.
  first.call('rehearse').catch(() => undefined);
}

/** The worker that was started ahead, for the page's one client. */
export function takeFirstCompute(): WorkerHandle<ComputeService> | undefined {
  const worker = first;
  first = undefined;
  taken = true;
  return worker;
}
