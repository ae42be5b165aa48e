import { expect, test } from 'vitest';
import { resolvePlain, resolveTagged, ScalarError } from './scalar.ts';

test.each<[string, unknown]>([
  ['', null],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['y', true],
  ['YES', true],
  ['yEs', 'yEs'],
  ['off', false],
  ['0', 0n],
  ['-0', 0n],
  ['+5', 5n],
  ['010', 8n],
  ['0o10', 8n],
  ['08', 8],
  ['0x1F', 31n],
  ['0X1f', 31n],
  ['-0x10', -16n],
  ['0b11', 3n],
  ['0b12', '0b12'],
  ['1_000', 1000n],
  ['_1', '_1'],
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', 2 ** 64],
  ['+18446744073709551615', 2 ** 64],
  ['-9223372036854775808', -9223372036854775808n],
  ['-9223372036854775809', -(2 ** 63)],
  ['1.10', 1.1],
  ['5.', 5],
  ['.5', 0.5],
  ['.5_0', 0.5],
  ['.1_2_3', 0.123],
  ['.5__0', '.5__0'],
  ['._5', '._5'],
  ['0b-1', -1n],
  ['0b-', '0b-'],
  ['.5.', '.5.'],
  ['.', '.'],
  ['1e3', 1000],
  ['1e400', '1e400'],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['2020-01-01', '2020-01-01'],
  ['1:30', '1:30'],
  ['1.2.3', '1.2.3'],
  ['v1', 'v1'],
  ['toString', 'toString'],
])('unquoted %s', (text, value) => {
  expect(resolvePlain(text)).toBe(value);
});

test('tags decide; with a tag that Helm doesn’t know the value is text', () => {
  const tag = (name: string) => `tag:yaml.org,2002:${name}`;
  expect(resolveTagged(tag('int'), '5')).toBe(5n);
  expect(resolveTagged(tag('float'), '5')).toBe(5);
  expect(resolveTagged(tag('str'), '5')).toBe('5');
  expect(resolveTagged('!', '5')).toBe('5');
  expect(resolveTagged('!mine', '5')).toBe('5');
  expect(resolveTagged(tag('timestamp'), '2001-1-2 3:4:5.6')).toBe('2001-1-2 3:4:5.6');
  expect(() => resolveTagged(tag('timestamp'), '2001-2-29')).toThrow(ScalarError);
  expect(() => resolveTagged(tag('float'), '18446744073709551615')).toThrow(ScalarError);
  expect(resolveTagged(tag('binary'), 'aGnD\nqQ==')).toBe('hié');
  expect(resolveTagged(tag('binary'), 'gICA4oI=')).toBe('\ufffd'.repeat(5));
  expect(() => resolveTagged(tag('binary'), 'aGnDqQ')).toThrow(ScalarError);
  expect(() => resolveTagged(tag('int'), '5.5')).toThrow(ScalarError);
  expect(() => resolveTagged(tag('null'), 'x')).toThrow(ScalarError);
  expect(() => resolveTagged(tag('binary'), '***')).toThrow(ScalarError);
});
