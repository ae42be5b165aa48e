import { expect, test } from 'vitest';
import { namesInARow } from './same-tag.ts';

test.each([
  ['', []],
  ['a', ['a']],
  ['a and b', ['a', 'b']],
  ['a, b, c and d', ['a', 'b', 'c', 'd']],
  ['a, b, c and 2 others', ['a', 'b', 'c', 'd', 'e']],
])('%s', (words, names) => {
  expect(namesInARow(names)).toBe(words);
});
