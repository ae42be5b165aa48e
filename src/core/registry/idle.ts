/** A signal that aborts after a silence; every call of `alive` starts the silence anew. */
export interface IdleTimer {
  /** Aborted by the caller's signal, or by silence with a TimeoutError. */
  signal: AbortSignal;
  alive(): void;
  stop(): void;
}

/**
 * Watches for silence rather than for a total: a slow network is no fault, and a chart may be
 * large.
 */
export function idleTimer(milliseconds: number, caller?: AbortSignal): IdleTimer {
  const silence = new AbortController();
  let last = performance.now();
  let timer = setTimeout(look, milliseconds);
  // A sign of life only notes the time: there are thousands of them a second.
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
