import { expect, it } from 'vitest';
import { standingCounts } from './standing.ts';

it('counts what registries hold where several charts go, and leaves out what isn’t so', () => {
  expect(standingCounts([])).toEqual([]);
  expect(
    standingCounts([
      { tag: 'free' },
      { tag: 'free', higher: '2.0.0' },
      { tag: 'same' },
      { tag: 'other' },
      { tag: 'same-archive' },
    ]).map(({ tone, words }) => `${tone}: ${words}`),
  ).toEqual([
    'good: 2 tags are free',
    'good: 1 is there already, the same',
    'warning: 1 tag holds its archive under another manifest',
    'warning: 1 tag holds other content',
    'hint: 1 has a higher version there',
  ]);
});
