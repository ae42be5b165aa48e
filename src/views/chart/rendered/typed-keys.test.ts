import { expect, test } from 'vitest';
import { keysAt, topKeys } from './typed-keys.ts';

const TEXT = `lamp:
  colour: red # lamp: no
  "flash.period": 5

  parts:
    - name: lens
      size: 3
other:
  http://no: key
half`;

test.each([
  [0, ['lamp']],
  [1, ['lamp', 'colour']],
  [2, ['lamp', 'flash.period']],
  [3, []],
  [6, ['lamp', 'parts', 'size']],
  [9, []],
  [99, []],
])('the keys that lead to line %i', (line, keys) => {
  expect(keysAt(TEXT, line)).toEqual(keys);
});

test('the keys at the top', () => {
  expect(topKeys(TEXT)).toEqual(['lamp', 'other']);
});
