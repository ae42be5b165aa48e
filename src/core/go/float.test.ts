import { expect, test } from 'vitest';
import { formatFloat32 } from './float.ts';

// Each pair from Go: strconv.FormatFloat(value, 'g', -1, 32).
test.each([
  [1, '1'],
  [1.1, '1.1'],
  [0.5, '0.5'],
  [100000, '100000'],
  [1e6, '1e+06'],
  [7244500, '7.2445e+06'],
  [123456.789, '123456.79'],
  [12345678.5, '1.2345678e+07'],
  [18446744073709551616, '1.8446744e+19'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [0.00012345, '0.00012345'],
  [-2.5, '-2.5'],
  [0, '0'],
  [-0, '-0'],
  [1.5e300, '+Inf'],
  [-1.5e300, '-Inf'],
  [NaN, 'NaN'],
  [1e-60, '0'],
])('%d is written as %s', (value, text) => {
  expect(formatFloat32(value)).toBe(text);
});

test('halfway between two shortest forms the even one is taken', () => {
  expect(formatFloat32(2097152.25)).toBe('2.0971522e+06');
  expect(formatFloat32(186839.125)).toBe('186839.12');
});

test('if the nearest short form reads back as another float, the next one is taken', () => {
  expect(formatFloat32(2 ** -96)).toBe('1.2621775e-29');
});

test('a carry that adds a digit moves the point', () => {
  expect(formatFloat32(9.9999999)).toBe('10');
  expect(formatFloat32(99999999)).toBe('1e+08');
});
