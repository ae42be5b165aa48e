import { expect, test } from 'vitest';
import { unquote } from './unquote.ts';

test.each([
  ['"a"', 'a'],
  ['"\\u00e9\\x41\\101\\n\\""', 'éAA\n"'],
  ['"\\xe4\\xb8\\x96"', '世'],
  ['"\\xff"', '\udcff'],
  ['`a\\n\r"`', 'a\\n"'],
  ['"\\z"', undefined],
  ['"\\\'"', undefined],
  ['"\\ud800"', undefined],
  ['"\\400"', undefined],
])('%s', (quoted, text) => {
  expect(unquote(quoted)).toBe(text);
});
