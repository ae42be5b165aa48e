import { expect, it } from 'vitest';
import { shownName, shownProse, withSigns } from './signs.ts';

it('shows what would be seen by nobody, or would turn what is seen', () => {
  expect(withSigns('a\0b\u202Etxt.exe\u2066\x7F\u200F\x85\x1B')).toBe(
    'a␀b[U+202E]txt.exe[U+2066]␡[U+200F][U+0085]␛',
  );
  expect(withSigns('tab\tline\r\nשלום 日本')).toBe('tab\tline\r\nשלום 日本');
});

it('cuts a name that has no end, between whole characters', () => {
  expect(shownName('../../etc/passwd')).toBe('../../etc/passwd');
  expect(shownName('n'.repeat(100_000), 5)).toBe('nnnnn… (100,000 characters)');
  expect(shownName('n😀😀', 2)).toBe('n… (5 characters)');
  expect(shownName('two\r\nlines')).toBe('two lines');
});

it('leaves lines in prose', () => {
  expect(shownProse('two\nlines')).toBe('two\nlines');
  expect(shownProse('word '.repeat(1_000_000))).toMatch(/^(word ){400}… \(5,000,000 characters\)$/);
});
