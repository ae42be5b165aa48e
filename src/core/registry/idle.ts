/** A signal that aborts after a period of silence; every call of `alive` restarts the period. */
export interface IdleTimer {
  /** Aborted by the caller's signal, or with a TimeoutError after the silence. */
  signal: AbortSignal;
  alive(): void;
  stop(): void;
}

/**
 * Limits the silence rather than the total time, since a slow network isn't an error, and a chart
 * may be large.
 */
export function idleTimer(milliseconds: number, caller?: AbortSignal): IdleTimer {
  const silence = new AbortController();
  let last = performance.now();
  let timer = setTimeout(look, milliseconds);
  // `alive` only records the time, since it is called thousands of times a second.
  function look() {
    const left = last + milliseconds - performance.now();
    if (left > 0) timer = setTimeout(look, left);
    else silence.abort(new DOMException('no byte moved', 'TimeoutError'));
  }
  return {
    signal: caller ? AbortSignal.any([caller, silence.signal]) : silence.signal,
    alive: () => (last = performance.now()),
    stop: () => clearTimeout(timer),
  };
}
