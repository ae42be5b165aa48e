import { describe, expect, it } from 'vitest';
import { atMost, mapLimited } from './concurrency.ts';
import { ChartroomError } from './errors.ts';

interface Ending {
  resolve: (result: string) => void;
  reject: (error: unknown) => void;
}

/** Work that the test ends by hand, item by item. */
class Workshop {
  readonly begun: number[] = [];
  readonly signals: AbortSignal[] = [];
  readonly #open = new Map<number, Ending>();

  readonly work = (item: number, signal: AbortSignal): Promise<string> => {
    this.begun.push(item);
    this.signals.push(signal);
    return new Promise((resolve, reject) => this.#open.set(item, { resolve, reject }));
  };

  async end(item: number): Promise<void> {
    this.#open.get(item)?.resolve(`item ${item}`);
    await settled();
  }

  async fail(item: number, error: unknown): Promise<void> {
    this.#open.get(item)?.reject(error);
    await settled();
  }
}

/** Runs everything that waits only for promises. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** The current state of a promise. */
function watch(promise: Promise<unknown>) {
  const watched: { outcome: unknown } = { outcome: 'pending' };
  promise.then(
    (value) => (watched.outcome = value),
    (error: unknown) => (watched.outcome = error),
  );
  return watched;
}

const full = new ChartroomError('storage.full', {});

describe('mapLimited', () => {
  it('begins as many as the limit allows, and the next when one has ended', async () => {
    const shop = new Workshop();
    void mapLimited([1, 2, 3, 4], { limit: 2 }, shop.work);
    expect(shop.begun).toEqual([1, 2]);
    await shop.end(2);
    expect(shop.begun).toEqual([1, 2, 3]);
  });

  it('gives the results in the order of the items, however they end', async () => {
    const shop = new Workshop();
    const mapped = mapLimited(new Set([1, 2, 3]), { limit: 3 }, shop.work);
    for (const item of [3, 1, 2]) await shop.end(item);
    expect(await mapped).toEqual(['item 1', 'item 2', 'item 3']);
  });

  it('returns an empty list for no items', async () => {
    expect(await mapLimited([], { limit: 2 }, new Workshop().work)).toEqual([]);
  });

  it('begins no more after a failure, and throws it when the others have settled', async () => {
    const shop = new Workshop();
    const mapped = watch(mapLimited([1, 2, 3, 4, 5], { limit: 3 }, shop.work));
    await shop.fail(2, full);
    expect(shop.signals.every(({ aborted }) => aborted)).toBe(true);
    await shop.end(1);
    expect(mapped.outcome).toBe('pending');
    // Failures caused by stopping the others aren't the one to report.
    await shop.fail(3, new DOMException('stopped', 'AbortError'));
    expect(mapped.outcome).toBe(full);
    expect(shop.begun).toEqual([1, 2, 3]);
  });

  it('treats work that throws synchronously as failed too', async () => {
    const work = (): Promise<never> => {
      throw full;
    };
    await expect(mapLimited([1, 2], { limit: 2 }, work)).rejects.toBe(full);
  });

  it('begins no more after an abort, and waits for what is under way', async () => {
    const shop = new Workshop();
    const caller = new AbortController();
    const mapped = watch(mapLimited([1, 2, 3], { limit: 2, signal: caller.signal }, shop.work));
    caller.abort(new Error('the page was left'));
    expect(shop.signals.every(({ aborted }) => aborted)).toBe(true);
    await shop.end(1);
    expect(mapped.outcome).toBe('pending');
    await shop.end(2);
    expect(mapped.outcome).toMatchObject({ code: 'aborted', cause: caller.signal.reason });
    expect(shop.begun).toEqual([1, 2]);
  });

  it('begins nothing for a signal that is aborted already', async () => {
    const shop = new Workshop();
    const mapped = mapLimited([1, 2], { limit: 2, signal: AbortSignal.abort() }, shop.work);
    await expect(mapped).rejects.toMatchObject({ code: 'aborted' });
    expect(shop.begun).toEqual([]);
  });
});

describe('atMost', () => {
  it('runs up to the limit at once, and the others after them in order', async () => {
    const shop = new Workshop();
    const limited = atMost(2);
    const all = Promise.allSettled(
      [1, 2, 3, 4].map((item) => limited(() => shop.work(item, new AbortController().signal))),
    );
    await settled();
    expect(shop.begun).toEqual([1, 2]);
    await shop.fail(2, new Error('broken'));
    expect(shop.begun).toEqual([1, 2, 3]);
    for (const item of [3, 4, 1]) await shop.end(item);
    expect((await all).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    const later = limited(() => shop.work(5, new AbortController().signal));
    await shop.end(5);
    expect(await later).toBe('item 5');
  });

  it('never begins what is aborted while it waits, and goes on with the others', async () => {
    const shop = new Workshop();
    const limited = atMost(1);
    const never = new AbortController();
    const work = (item: number, signal?: AbortSignal) =>
      limited(() => shop.work(item, new AbortController().signal), signal);
    const all = [work(1), work(2, never.signal), work(3)];
    never.abort();
    await expect(all[1]).rejects.toMatchObject({ code: 'aborted' });
    await expect(work(4, never.signal)).rejects.toMatchObject({ code: 'aborted' });
    await shop.end(1);
    expect(shop.begun).toEqual([1, 3]);
    await shop.end(3);
    expect(await Promise.all([all[0], all[2]])).toEqual(['item 1', 'item 3']);
  });
});
