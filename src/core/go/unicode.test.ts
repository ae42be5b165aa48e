import { expect, test } from 'vitest';
import { isSpace, toLower, toTitle, toUpper, trimSpace } from './unicode.ts';

test('case is changed character by character', () => {
  const cases = ['ß', 'ᾀ', 'ᾳ', 'ŉ', 'ﬁ', 'é', 'ı'].map(toUpper);
  expect(cases).toEqual(['ß', 'ᾈ', 'ᾼ', 'ŉ', 'ﬁ', 'É', 'I']);
  expect(['İ', 'Σ', 'É'].map(toLower)).toEqual(['i', 'σ', 'é']);
  expect(['ǆ', 'ა', 'a'].map(toTitle)).toEqual(['ǅ', 'ა', 'A']);
});

test('white space', () => {
  expect(['\x85', '\u200b', '\ufeff', '\u3000'].map(isSpace)).toEqual([true, false, false, true]);
  expect(trimSpace('\u00a0\n a b \t\x85')).toBe('a b');
});
