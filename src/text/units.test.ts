import { expect, it } from 'vitest';
import { count, formatSize } from './units.ts';

it.each([
  [0, '0 B'],
  [210, '210 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9949, '9.9 kB'],
  [9951, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [104_857_600, '105 MB'],
  [5e12, '5000 GB'],
])('formatSize(%i) is %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

it('counts one and many', () => {
  expect([count(0, 'file'), count(1, 'file'), count(2345, 'file')]).toEqual([
    '0 files',
    '1 file',
    '2,345 files',
  ]);
  expect(count(2, 'dependency', 'dependencies')).toBe('2 dependencies');
});
