import { expect, test } from 'vitest';
import { compareKeys } from './key-order.ts';

// tests/interop/functions-parity.test.ts asks both libraries about maps at random.

test('numbers in keys are compared as numbers, and signs stand before letters', () => {
  const keys = ['a10', 'a2', 'b', 'B', '-x', 'a02', 'a', '/z', 'a-b', 'a1b', 'a1-'];
  const ordered = ['-x', '/z', 'B', 'a', 'a-b', 'a1-', 'a2', 'a02', 'a10', 'a1b', 'b'];
  expect(keys.sort((a, b) => compareKeys(a, b, 2))).toEqual(ordered);
});

test('after digits yaml.v3 has letters first', () => {
  expect(compareKeys('a1b', 'a1-', 2)).toBe(1);
  expect(compareKeys('a1b', 'a1-', 3)).toBe(-1);
});
