import { expect, test } from 'vitest';
import { sanitise } from './sanitise.ts';

test.each([
  ['every space is a plain one', 'a\tb\u00a0c\u2028d\u3000e', 'a b c d e'],
  ['controls, format characters and private use go', 'a\u0007b\u200bc\ufeffd\ue000e', 'abcde'],
  [
    'text of any script, marks and symbols stay',
    'Ångström e\u0301 漢字 \u{1f600}',
    'Ångström e\u0301 漢字 \u{1f600}',
  ],
  ['half a surrogate pair goes', 'a\ud800b', 'ab'],
  ['what Unicode 15.0 has stays', 'a\u{1fae8}b', 'a\u{1fae8}b'],
  ['what came with Unicode 15.1 and 16.0 goes, as Go doesn’t know it', 'a\u2ffcb\u{1fae9}c', 'abc'],
])('%s', (_, text, clean) => {
  expect(sanitise(text)).toBe(clean);
});
