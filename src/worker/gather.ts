export interface GatherTimes {
  /** How long no call may have come before the work begins. */
  quietMs: number;
  /** How long the work waits at most after the first call. */
  longestMs: number;
}

/** Calls that share their work. */
export interface Gathered {
  call(): void;
  /** Drops the calls that still wait. */
  stop(): void;
}

/**
 * Does `work` once for all calls that come shortly after each other, and never twice at the same
 * time: calls that come while it runs share the next run. `work` must handle its own errors.
 */
export function gather(work: () => Promise<void>, { quietMs, longestMs }: GatherTimes): Gathered {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first call came that the next run is for. */
  let first: number | undefined;
  let running = false;

  function plan(since: number): void {
    clearTimeout(timer);
    const left = since + longestMs - performance.now();
    timer = setTimeout(() => void run(), Math.max(0, Math.min(quietMs, left)));
  }

  async function run(): Promise<void> {
    first = undefined;
    running = true;
    await work();
    running = false;
    if (first !== undefined) plan(first);
  }

  return {
    call() {
      first ??= performance.now();
      if (!running) plan(first);
    },
    stop() {
      first = undefined;
      clearTimeout(timer);
    },
  };
}
