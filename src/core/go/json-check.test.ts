import { expect, test } from 'vitest';
import { jsonFault } from './json-check.ts';

// tests/interop/functions-parity.test.ts asks Go about texts at random.

test.each([
  ['', 'unexpected end of JSON input'],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['{,}', "invalid character ',' looking for beginning of object key string"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['nul', "invalid character ' ' in literal null (expecting 'l')"],
  ['-', "invalid character ' ' in numeric literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ["'a'", "invalid character '\\'' looking for beginning of value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
])('%j', (text, fault) => {
  expect(jsonFault(text)).toBe(fault);
});

test.each(['{"a":[1,-0.5e+3,true,null,"\\u00e9"]}', ' 1 ', '[]', '{}', '[[],{}]'])(
  '%j is JSON',
  (text) => {
    expect(jsonFault(text)).toBeUndefined();
  },
);
