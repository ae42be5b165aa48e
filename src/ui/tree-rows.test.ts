import { expect, test } from 'vitest';
import { treeMove, typedTo, type TreeRow } from './tree-rows.ts';

const row = (key: string, level: number, isOpen?: boolean): TreeRow => ({
  key,
  level,
  posinset: 1,
  setsize: 1,
  isOpen,
});
/** A comment between entries is passed over. */
const ROWS = [
  row('comment', 0),
  row('alpha', 1, true),
  row('inner', 2),
  row('between', 0),
  row('closed', 2, false),
  row('beta', 1),
];

test.each([
  ['ArrowDown', 2, { to: 4 }],
  ['ArrowUp', 4, { to: 2 }],
  ['ArrowUp', 1, undefined],
  ['ArrowDown', 5, undefined],
  ['Home', 4, { to: 1 }],
  ['End', 1, { to: 5 }],
  ['PageDown', 1, { to: 4 }],
  ['PageUp', 5, { to: 2 }],
  ['ArrowRight', 4, { open: 4 }],
  ['ArrowRight', 1, { to: 2 }],
  ['ArrowRight', 2, undefined],
  ['ArrowLeft', 1, { close: 1 }],
  ['ArrowLeft', 4, { to: 1 }],
  ['ArrowLeft', 5, undefined],
  ['x', 1, undefined],
])('%s at %i moves %j', (key, at, move) => {
  expect(treeMove(ROWS, at, key, 3)).toEqual(move);
});

test('letters go to the next entry that begins with them, from the top again at the end', () => {
  const type = (at: number, typed: string) =>
    typedTo(ROWS, at, typed, (index) => String(ROWS[index]?.key));
  expect(type(1, 'b')).toBe(5);
  expect(type(5, 'a')).toBe(1);
  // More letters may still mean the entry that the first one led to.
  expect(type(5, 'be')).toBe(5);
  expect(type(1, 'z')).toBeUndefined();
});
