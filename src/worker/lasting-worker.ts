/** The worker that was used last, if it is idle. */
let resting: Worker | undefined;

/** Whether a worker is there that has done a job before. */
export function hasLastingWorker(): boolean {
  return resting !== undefined;
}

/**
 * Runs `work`, in which a library starts a worker of its own and terminates it after a single job.
 * That worker is kept alive here and reused in the next call, because starting one takes some 20
 * ms, for most charts far more than the job. The script must be the same each time, and must keep
 * no state between jobs.
 */
export function withLastingWorker<T>(work: () => T): T {
  const { Worker: Native } = globalThis;
  const start = function (url: string | URL): Worker {
    const worker = resting ?? new Native(url);
    resting = undefined;
    worker.terminate = () => {
      // Two jobs at once have a worker each: one of them is enough from then on.
      if (resting) Native.prototype.terminate.call(worker);
      else resting = worker;
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
