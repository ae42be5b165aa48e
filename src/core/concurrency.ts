import { ChartroomError } from './errors.ts';

/** Requests side by side to one host: what browsers open to it over HTTP/1.1. */
export const REQUESTS_AT_ONCE = 6;
/** Blobs side by side to one registry: what oras-go, containerd and dockerd do. */
export const BLOBS_AT_ONCE = 3;

export interface LimitOptions {
  /** How many items are worked on at the same time, at most. */
  limit: number;
  signal?: AbortSignal | undefined;
}

/**
 * What `work` makes of every item, in the order of the items. The first failure stops all, and
 * so does an abort (`aborted`): no further item is begun, the signal that `work` is given
 * aborts what is under way, and only when all of that has come to rest is the failure thrown.
 * Work whose failure shouldn't stop the others must catch it.
 */
export async function mapLimited<T, R>(
  items: Iterable<T>,
  { limit, signal }: LimitOptions,
  work: (item: T, signal: AbortSignal, index: number) => Promise<R>,
): Promise<R[]> {
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const all = [...items];
  const queue = all.entries();
  const results: R[] = [];
  let failure: ChartroomError | undefined;
  const runner = async () => {
    for (const [index, item] of queue) {
      try {
        if (signal?.aborted) throw new ChartroomError('aborted', {}, { cause: signal.reason });
        results[index] = await work(item, either, index);
      } catch (error) {
        failure ??= ChartroomError.from(error);
        stop.abort();
      }
      if (failure) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, all.length) }, runner));
  if (failure) throw failure;
  return results;
}

/**
 * Lets work that comes one by one take turns, `limit` at a time, first come first served. What
 * is given back runs a piece of work in its turn; a failure is that piece's own.
 */
export function atMost(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < limit) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The turn is handed on, or is free.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
