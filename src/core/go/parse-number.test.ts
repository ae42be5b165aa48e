import { expect, test } from 'vitest';
import { parseDigits, parseFloat64, parseInteger } from './parse-number.ts';

test('integers in any base', () => {
  const read = [
    '010',
    '0x_1F',
    '-0b11',
    '1_000',
    '0o17',
    '08',
    '1__0',
    '1.0',
    '9223372036854775808',
  ];
  expect(read.map(parseInteger)).toEqual([8n, 31n, -3n, 1000n, 15n, ...Array<undefined>(4)]);
});

test('integers in one base', () => {
  expect([parseDigits('010', 10), parseDigits('+644', 8), parseDigits('9', 8)]).toEqual([
    ...[10n, 420n, undefined],
  ]);
});

test('floats', () => {
  const read = ['1.5e3', '0x1.8p1', '-inf', '1e999', '1_0.5', '.', '+nan'].map(parseFloat64);
  expect(read).toEqual([1500, 3, -Infinity, undefined, 10.5, undefined, undefined]);
});
