import { expect, test } from 'vitest';
import { LongNumber } from './decimal.ts';
import { readJson } from './json-read.ts';

test('values as Go reads them', () => {
  const text = ' {"a": [1, 1e400, true, null], "b": "\\ud800x", "a/": {}, "__proto__": 1} ';
  const { value } = readJson(text);
  expect(
    JSON.stringify(value, (_, each: unknown) => (each instanceof LongNumber ? each.text : each)),
  ).toBe('{"a":[1,"1e400",true,null],"b":"\ufffdx","a/":{},"__proto__":1}');
});

test('of a key that is there twice the last counts, whole', () => {
  expect(readJson('{"a": {"b": 1}, "a": {"c": 2}}').value).toEqual({ a: { c: 2 } });
});

test.each(['', '\ufeff{}', '{} {}', '{"a"}', '[1,]', '01', '"\t"', "'a'", '\u00a01'])(
  '%j isn’t JSON',
  (text) => {
    expect(() => readJson(text)).toThrow(SyntaxError);
  },
);

test('the offset of a member, or of what it would lie in', () => {
  const text = '{"a": [1, {"b": 2}], "c": 3}';
  const json = readJson(text);
  const offsetOf = (path: string[]) => json.offsetOf(path);
  expect(text.slice(offsetOf(['a', '1', 'b']))).toMatch(/^"b": 2/);
  expect(text.slice(offsetOf(['c']))).toMatch(/^"c"/);
  expect(text.slice(offsetOf(['a', '7', 'x']))).toMatch(/^"a"/);
  expect(offsetOf([])).toBe(0);
});
