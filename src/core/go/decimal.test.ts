import { expect, test } from 'vitest';
import {
  compareNumbers,
  isInteger,
  isMultiple,
  LongNumber,
  normalNumber,
  readNumber,
  toInt64,
} from './decimal.ts';

test('a number that a float holds is one, any other keeps its text', () => {
  expect(['1', '1.0', '1e2', '0.10', '-0'].map(readNumber)).toEqual([1, 1, 100, 0.1, -0]);
  for (const text of ['1e400', '9007199254740993', '0.10000000000000001'])
    expect(readNumber(text)).toEqual(new LongNumber(text));
});

test('equal numbers have one normal form', () => {
  const long = ['1e400', '10e399', '10.0e399'].map(readNumber);
  expect(new Set(long.map(normalNumber)).size).toBe(1);
  expect(normalNumber(-0)).toBe(normalNumber(0));
  expect(normalNumber(readNumber('1e2000000'))).toBeUndefined();
});

test('numbers are compared by their decimals', () => {
  const [less, more] = [readNumber('9007199254740993'), readNumber('9007199254740993.5')] as const;
  expect(compareNumbers(less, more)).toBeLessThan(0);
  expect(compareNumbers(9007199254740992, less)).toBeLessThan(0);
  expect(compareNumbers(readNumber('-1e400'), -1e308)).toBeLessThan(0);
  expect(compareNumbers(0.1, 0.1)).toBe(0);
});

test('multiples and whole numbers are those of the decimals', () => {
  expect(isMultiple(0.3, 0.1)).toBe(true);
  expect(isMultiple(0.35, 0.1)).toBe(false);
  expect(isMultiple(readNumber('1e400'), 3)).toBe(false);
  expect(isMultiple(-4, 2)).toBe(true);
  expect([1e21, readNumber('1e400'), 1.5, readNumber('1.5e-400')].map(isInteger)).toEqual([
    ...[true, true, false, false],
  ]);
});

test('an integer is cut to 64 bits as Go cuts it', () => {
  expect(toInt64(7)).toBe(7);
  expect(toInt64(readNumber('18446744073709551616'))).toBe(0);
  expect(toInt64(readNumber('18446744073709551615'))).toBe(-1);
});
