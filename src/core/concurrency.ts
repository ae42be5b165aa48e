import { ChartroomError } from './errors.ts';

/** Parallel requests to one host: as many connections as browsers open to it over HTTP/1.1. */
export const REQUESTS_AT_ONCE = 6;
/**
 * Blobs that are transferred in parallel to one registry, as in oras-go, containerd and dockerd.
 */
export const BLOBS_AT_ONCE = 3;

export interface LimitOptions {
  /** How many items are worked on at the same time at most. */
  limit: number;
  signal?: AbortSignal | undefined;
}

/**
 * The results of `work` for every item, in the order of the items. The first failure stops
 * everything, and so does an abort (`aborted`): no further item is begun, the signal passed to
 * `work` aborts what is under way, and the failure is thrown once all of that has settled. Work
 * whose failure shouldn't stop the others must catch it.
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
 * Does a piece of work in its turn; a failure rejects only that piece. What is aborted while it waits
 * never begins (`aborted`); work that has begun must stop by itself.
 */
export type Limited = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * A queue that runs up to `limit` pieces of work at a time, first come first served. The returned
 * function enqueues one piece.
 */
export function atMost(limit: number): Limited {
  let running = 0;
  const waiting = new Set<() => void>();
  const turn = (signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      waiting.add(resolve);
      const leave = () => {
        waiting.delete(resolve);
        reject(new ChartroomError('aborted', {}, { cause: signal?.reason }));
      };
      if (signal?.aborted) leave();
      else signal?.addEventListener('abort', leave, { once: true });
    });
  return async (work, signal) => {
    if (running < limit) running++;
    else await turn(signal);
    try {
      return await work();
    } finally {
      // Passes the slot to the next piece that waits, or frees it.
      const [next] = waiting;
      if (next) waiting.delete(next);
      else running--;
      next?.();
    }
  };
}
