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
  const expire = () => silence.abort(new DOMException('no byte moved', 'TimeoutError'));
  let timer = setTimeout(expire, milliseconds);
  return {
    signal: caller ? AbortSignal.any([caller, silence.signal]) : silence.signal,
    alive() {
      clearTimeout(timer);
      timer = setTimeout(expire, milliseconds);
    },
    stop: () => clearTimeout(timer),
  };
}
