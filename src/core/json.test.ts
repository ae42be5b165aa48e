import { describe, expect, test } from 'vitest';
import { isRecord, parseJson } from './json.ts';

describe('parseJson', () => {
  test.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['false', false],
    [' 1 ', 1],
  ])('%s is read', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each(['', '{', "{'a':1}", 'undefined', '[1,]', '\ufeff{}'])('%j is no JSON', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  test('a list 100,000 deep comes to an end', () => {
    const depth = 100_000;
    const value = parseJson('['.repeat(depth) + ']'.repeat(depth));
    expect(value === undefined || Array.isArray(value)).toBe(true);
  });
});

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['text', false],
  [undefined, false],
])('%j as an object: %s', (value, expected) => {
  expect(isRecord(value)).toBe(expected);
});
