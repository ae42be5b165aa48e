import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteLength } from './byte-length.ts';
import { fromBytes, runesOf, sliceBytes, toBytes } from './utf8.ts';

test('any bytes survive as a string', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const text = fromBytes(bytes);
      expect(Array.from(toBytes(text))).toEqual(Array.from(bytes));
      expect(byteLength(text)).toBe(bytes.length);
    }),
  );
});

test('a string is as long, and cut in the same places, as Go’s', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
  expect(sliceBytes('héllo', 0, 3)).toBe('hé');
  expect(sliceBytes('héllo', 0, 2)).toBe('h\udcc3');
  expect(toBytes(sliceBytes('héllo', 0, 2) + sliceBytes('héllo', 2))).toEqual(toBytes('héllo'));
});

test('a byte that belongs to no character is a rune of its own', () => {
  expect(runesOf(fromBytes(Uint8Array.of(0x61, 0xff, 0xc3, 0xa9)))).toEqual(['a', '\ufffd', 'é']);
});
