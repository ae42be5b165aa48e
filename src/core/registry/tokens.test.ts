import { expect, test } from 'vitest';
import { TokenCache } from './tokens.ts';

test('one request for many callers, none while the token is fresh, a new one after four fifths', async () => {
  let now = 0;
  let asked = 0;
  const cache = new TokenCache(() => now);
  const get = () => cache.get('key', async () => ({ value: `t${++asked}`, lifetime: 100 }));
  expect(await Promise.all([get(), get(), get()])).toEqual(['t1', 't1', 't1']);
  now = 79_999;
  expect(await get()).toBe('t1');
  now = 80_000;
  expect(await get()).toBe('t2');
});

test('a failure is forgotten', async () => {
  const cache = new TokenCache(() => 0);
  await expect(cache.get('key', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await cache.get('key', async () => ({ value: 'yes', lifetime: 60 }))).toBe('yes');
});

test('a refused token is dropped, but not its successor', async () => {
  const cache = new TokenCache(() => 0);
  const get = (value: string) => cache.get('key', async () => ({ value, lifetime: 60 }));
  await get('old');
  await cache.drop('key', 'old');
  expect(await get('new')).toBe('new');
  await cache.drop('key', 'old');
  expect(await get('newer')).toBe('new');
});
