import { expect, test } from 'vitest';
import { hasWishes, NO_WISHES, queryOf, wishesIn, type RenderWishes } from './render-wishes.ts';
import { packText } from './packed-text.ts';

test('an address says what it is rendered with, long texts in short, and secrets only if it may', async () => {
  const wishes: RenderWishes = {
    ...NO_WISHES,
    ...{
      values: 'lamp: red\n'.repeat(100),
      set: 'a=b',
      name: 'r',
      ...({ crds: '1', helm: '3' } as const),
    },
  };
  const query = await queryOf(wishes, true);
  expect(query['values']).toBeUndefined();
  expect(query['values-packed']?.length).toBeLessThan(60);
  expect(query['set']).toBe('a=b');
  expect(await wishesIn(query)).toEqual({ wishes, unreadable: [] });
  expect(await queryOf(wishes, false)).toEqual({ name: 'r', crds: '1', helm: '3' });
  expect(await queryOf(NO_WISHES, true)).toEqual({});
  expect([hasWishes({ q: 'x', open: 'all' }), hasWishes(query)]).toEqual([false, true]);
});

test('what an address has that can’t be read, or unpacks to too much, is as if it weren’t there', async () => {
  const bomb = (await packText('a'.repeat(5_000_000))) ?? '';
  for (const packed of ['%', 'AAAA', bomb])
    expect(await wishesIn({ 'values-packed': packed, helm: '7' })).toEqual({
      wishes: NO_WISHES,
      unreadable: ['values'],
    });
});
