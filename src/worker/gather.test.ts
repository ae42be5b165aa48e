import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gather } from './gather.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const TIMES = { quietMs: 100, longestMs: 500 };

test('calls that come shortly after each other share one run', async () => {
  const work = vi.fn(() => Promise.resolve());
  const gathered = gather(work, TIMES);
  for (let i = 0; i < 4; i++) {
    gathered.call();
    await vi.advanceTimersByTimeAsync(90);
  }
  expect(work).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(100);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(work).toHaveBeenCalledTimes(1);
});

test('calls without a pause are answered all the same, after the longest time', async () => {
  const work = vi.fn(() => Promise.resolve());
  const gathered = gather(work, TIMES);
  for (let ms = 0; ms < 5_000; ms += 20) {
    gathered.call();
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(work.mock.calls.length).toBeGreaterThanOrEqual(8);
  expect(work.mock.calls.length).toBeLessThanOrEqual(10);
});

test('a call while the work runs is answered by one more run, and not at the same time', async () => {
  let atOnce = 0;
  const work = vi.fn(async () => {
    expect(++atOnce).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    atOnce--;
  });
  const gathered = gather(work, TIMES);
  gathered.call();
  await vi.advanceTimersByTimeAsync(500);
  for (let i = 0; i < 10; i++) gathered.call();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(2);
});

test('after it was stopped nothing runs', async () => {
  const work = vi.fn(() => Promise.resolve());
  const gathered = gather(work, TIMES);
  gathered.call();
  gathered.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).not.toHaveBeenCalled();
});
