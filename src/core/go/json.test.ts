import { expect, test } from 'vitest';
import { goJson } from './json.ts';

test('a struct keeps the order of its fields and leaves out what is undefined', () => {
  expect(goJson({ schemaVersion: 2, config: undefined, b: [1, null, true], a: {} })).toBe(
    '{"schemaVersion":2,"b":[1,null,true],"a":{}}',
  );
});

test('a map is sorted by the bytes of its keys, integer-like keys too', () => {
  const map = new Map([
    ['\u{1f600}', 1],
    ['\uff01', 2],
    ['2', 3],
    ['10', 4],
    ['__proto__', 5],
  ]);
  expect(goJson(map)).toBe('{"10":4,"2":3,"__proto__":5,"\uff01":2,"\u{1f600}":1}');
});

test('strings are escaped as encoding/json does by default', () => {
  expect(goJson('<a href="x">&\\/é\u{1f600}\x7f')).toBe(
    '"\\u003ca href=\\"x\\"\\u003e\\u0026\\\\/é\u{1f600}\x7f"',
  );
  expect(goJson('\b\f\n\r\t\0\x1b\u2028\u2029')).toBe(
    '"\\b\\f\\n\\r\\t\\u0000\\u001b\\u2028\\u2029"',
  );
  expect(goJson('a\ud800b\udc00')).toBe('"a\\ufffdb\\ufffd"');
});

test('numbers take the exponent form where Go does', () => {
  expect(goJson([1, 12345678.5, 1e20, 1e21, 1e-6, 1e-7, -0])).toBe(
    '[1,12345678.5,100000000000000000000,1e+21,0.000001,1e-7,-0]',
  );
  expect(() => goJson(Infinity)).toThrow(RangeError);
});
