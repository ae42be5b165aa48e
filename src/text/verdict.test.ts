import { expect, test } from 'vitest';
import { tallyWords } from './verdict.ts';

test.each([
  [{ error: 0, unchecked: 0, warning: 0, hint: 0 }, ''],
  [{ error: 1, unchecked: 0, warning: 2, hint: 0 }, '1 error, 2 warnings'],
  [{ error: 0, unchecked: 1, warning: 0, hint: 1200 }, '1,200 hints, 1 not checked'],
])('%o are summed up as “%s”', (tally, words) => {
  expect(tallyWords(tally)).toBe(words);
});
