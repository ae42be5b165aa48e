import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteOrder } from './byte-order.ts';

test('puts characters beyond the basic plane last, unlike JavaScript', () => {
  expect(['\u{1f600}', '\uff01', 'é', 'a', ''].sort(byteOrder)).toEqual([
    '',
    'a',
    'é',
    '\uff01',
    '\u{1f600}',
  ]);
});

test('agrees with the order of the UTF-8 bytes', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(byteOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
