/** The worker that was used last, if it rests. */
let resting: Worker | undefined;

/**
 * Runs `work`, in which a library starts a worker of its own that it ends after its one job.
 * Ours outlasts that, and is the one that the next call finds: to start one takes some 20 ms,
 * for most charts far more than the job. It must be the same script each time, one that keeps
 * nothing from job to job.
 */
export function withLastingWorker<T>(work: () => T): T {
  const { Worker: Native } = globalThis;
  const start = function (url: string | URL): Worker {
    const worker = resting ?? new Native(url);
    resting = undefined;
    worker.terminate = () => {
      resting = worker;
    };
    return worker;
  };
  globalThis.Worker = start as unknown as typeof Native;
  try {
    return work();
  } finally {
    globalThis.Worker = Native;
  }
}
