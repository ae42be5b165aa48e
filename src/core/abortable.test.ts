import { expect, test, vi } from 'vitest';
import { abortable } from './abortable.ts';

const never = new Promise<never>(() => {});

test('without an abort the result of the work is passed on', async () => {
  const { signal } = new AbortController();
  const failure = new Error('no');
  expect(await abortable(Promise.resolve('done'), signal)).toBe('done');
  await expect(abortable(Promise.reject(failure), signal)).rejects.toBe(failure);
  expect(await abortable(Promise.resolve('done'))).toBe('done');
});

test('an abort rejects at once, with its reason', async () => {
  const abort = new AbortController();
  const waiting = abortable(never, abort.signal);
  abort.abort('left');
  await expect(waiting).rejects.toMatchObject({ code: 'aborted', cause: 'left' });
});

test('a signal that is aborted already counts', async () => {
  await expect(abortable(never, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
});

test('work that fails after the abort causes no unhandled rejection', async () => {
  const failing = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late'))));
  await expect(abortable(failing, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  await new Promise((resolve) => setTimeout(resolve, 5));
});

test('no listener remains when the work has ended', async () => {
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  await abortable(Promise.resolve(), signal);
  expect(removed.mock.calls).toEqual(added.mock.calls);
});
