import { ChartroomError, isChartroomError } from '../errors.ts';
import { systemClock, type Clock } from './clock.ts';

/** The number of tries in total. */
const MAX_TRIES = 5;
/**
 * The first pause in milliseconds, doubled each time up to the longest, and varied by a fifth up or
 * down.
 */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4_000;
const JITTER = 0.2;
/** The longest Retry-After, in seconds, that is waited for; beyond that the person decides. */
const LONGEST_RETRY_AFTER = 60;
/** Statuses of temporary failures (RFC 9110, 15; 499 is nginx's and 522 Cloudflare's). */
const PASSING = new Set([408, 499, 500, 502, 503, 504, 522]);
/**
 * Statuses by which a server reports that it gets no response from the one behind it (RFC 9110,
 * 15.6.3 and 15.6.5).
 */
const GATEWAY = new Set([502, 504]);
/** Tries of a request that such a server answers: what is down stays down for longer. */
const MAX_GATEWAY_TRIES = 3;

export interface RetryOptions {
  clock?: Clock | undefined;
  signal?: AbortSignal | undefined;
  /** Whether a server that asks for a pause is left alone: its answer is thrown at once. */
  yielding?: boolean | undefined;
  /** Whether to retry after other failures, given the number of tries so far. */
  also?: ((error: ChartroomError, tries: number) => boolean) | undefined;
}

/**
 * Repeats `work` after temporary failures: several times if a server is busy or failed, after the
 * pause that it asks for or otherwise after growing pauses; and once if there was no response that
 * the page may read, since to a page a broken connection looks like a response without CORS
 * headers. After a time of silence nothing is repeated: the person has waited long enough. Only for
 * work that may be done twice.
 */
export async function retrying<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { clock = systemClock, signal, yielding = false } = options;
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (thrown) {
      const error = ChartroomError.from(thrown);
      const pause = pauseAfter(error, tries, clock, options.also);
      if (pause === undefined || signal?.aborted || (yielding && isBusy(error))) throw error;
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

/** Milliseconds to wait after this many tries; undefined to give up. */
function pauseAfter(
  error: ChartroomError,
  tries: number,
  clock: Clock,
  also: RetryOptions['also'],
): number | undefined {
  if (tries >= MAX_TRIES) return undefined;
  if (tries === 1 && isUnanswered(error)) return growingPause(tries, clock);
  if (tries >= MAX_GATEWAY_TRIES && isGateway(error)) return undefined;
  if (isBusy(error) || isPassing(error)) {
    const { retryAfter } = error.data;
    if (retryAfter === undefined) return growingPause(tries, clock);
    return retryAfter <= LONGEST_RETRY_AFTER ? retryAfter * 1000 : undefined;
  }
  return also?.(error, tries) ? growingPause(tries, clock) : undefined;
}

/**
 * Whether the connection broke for the page or for the proxy, or the page may not read the response.
 */
export function isUnanswered(error: ChartroomError): boolean {
  if (isChartroomError(error, 'proxy.refused')) {
    return error.data.reason === 'unreachable' || error.data.reason === 'no-http';
  }
  if (isChartroomError(error, 'registry.unreachable')) return error.data.silence === undefined;
  return isChartroomError(error, 'registry.cors') || isChartroomError(error, 'registry.cut-short');
}

/** Whether a server in front of the registry, or of this site, gets no response. */
function isGateway(error: ChartroomError): boolean {
  if (isChartroomError(error, 'proxy.refused')) {
    const { reason, status = 0 } = error.data;
    return reason === 'gateway' || (reason === 'front' && GATEWAY.has(status));
  }
  return isChartroomError(error, 'registry.refused') && GATEWAY.has(error.data.status ?? 0);
}

/** Whether the registry, a server in front of it, or the proxy asks for a pause. */
function isBusy(
  error: ChartroomError,
): error is ChartroomError<'registry.rate-limited' | 'proxy.refused'> {
  if (isChartroomError(error, 'proxy.refused')) {
    const { reason, status = 0 } = error.data;
    const passing = status === 429 || PASSING.has(status);
    return reason === 'limit' || reason === 'gateway' || (reason === 'front' && passing);
  }
  return isChartroomError(error, 'registry.rate-limited');
}

function isPassing(error: ChartroomError): error is ChartroomError<'registry.refused'> {
  return isChartroomError(error, 'registry.refused') && PASSING.has(error.data.status ?? 0);
}

/** A growing pause with some randomness, so that tabs that failed together don't retry together. */
export function growingPause(tries: number, clock: Clock): number {
  const pause = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE);
  return pause * (1 + JITTER * (2 * clock.random() - 1));
}
