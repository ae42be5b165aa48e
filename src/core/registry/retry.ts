import { ChartroomError, isChartroomError } from '../errors.ts';
import { systemClock, type Clock } from './clock.ts';

/** Tries in all. */
const MAX_TRIES = 5;
/** The first pause, doubled each time, and what it grows to; with a fifth up or down. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4_000;
const JITTER = 0.2;
/** Seconds that a server may make us wait: longer is for the person to decide. */
const LONGEST_RETRY_AFTER = 60;
/** What may be otherwise in a moment (RFC 9110, 15; 499 and 522 are nginx's and a CDN's). */
const PASSING = new Set([408, 499, 500, 502, 503, 504, 522]);

export interface RetryOptions {
  clock?: Clock | undefined;
  signal?: AbortSignal | undefined;
  /** Other failures that are worth a new start, after so many tries. */
  also?: ((error: ChartroomError, tries: number) => boolean) | undefined;
}

/**
 * Does `work` again when it failed for a reason that may pass: a server that is busy or
 * stumbled, after the pause it asks for, else after growing pauses; and once where no answer
 * came or none that the page may read, since a browser shows a connection that broke in the same
 * way as an answer without CORS headers. Only for what may be done twice.
 */
export async function retrying<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { clock = systemClock, signal } = options;
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (thrown) {
      const error = ChartroomError.from(thrown);
      const pause = pauseAfter(error, tries, clock, options.also);
      if (pause === undefined || signal?.aborted) throw error;
      await pauseFor(pause, clock, signal);
    }
  }
}

/** Waits, or throws `aborted`. */
export async function pauseFor(pause: number, clock: Clock, signal?: AbortSignal): Promise<void> {
  try {
    await clock.sleep(pause, signal);
  } catch (cause) {
    throw new ChartroomError('aborted', {}, { cause });
  }
}

/** Milliseconds to wait after so many tries; undefined: give up. */
function pauseAfter(
  error: ChartroomError,
  tries: number,
  clock: Clock,
  also: RetryOptions['also'],
): number | undefined {
  if (tries >= MAX_TRIES) return undefined;
  if (tries === 1 && isUnanswered(error)) return growingPause(tries, clock);
  if (isBusy(error) || isPassing(error)) {
    const { retryAfter } = error.data;
    if (retryAfter === undefined) return growingPause(tries, clock);
    return retryAfter <= LONGEST_RETRY_AFTER ? retryAfter * 1000 : undefined;
  }
  return also?.(error, tries) ? growingPause(tries, clock) : undefined;
}

/** No answer came, to the page or to the proxy that asked for it, or none that the page may read. */
export function isUnanswered(error: ChartroomError): boolean {
  if (isChartroomError(error, 'proxy.refused')) {
    return error.data.reason === 'unreachable' || error.data.reason === 'no-http';
  }
  return (
    isChartroomError(error, 'registry.unreachable') || isChartroomError(error, 'registry.cors')
  );
}

/** The registry, a server in front of it, or the proxy asks for a pause. */
function isBusy(
  error: ChartroomError,
): error is ChartroomError<'registry.rate-limited' | 'proxy.refused'> {
  if (isChartroomError(error, 'proxy.refused')) {
    return error.data.reason === 'limit' || error.data.reason === 'gateway';
  }
  return isChartroomError(error, 'registry.rate-limited');
}

function isPassing(error: ChartroomError): error is ChartroomError<'registry.refused'> {
  return isChartroomError(error, 'registry.refused') && PASSING.has(error.data.status ?? 0);
}

/** Spread, so that many tabs that failed together don't come back together. */
export function growingPause(tries: number, clock: Clock): number {
  const pause = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE);
  return pause * (1 + JITTER * (2 * clock.random() - 1));
}
