import { expect, it } from 'vitest';
import { dayOf, momentOf } from './dates.ts';

it('tells a day and a moment in the world’s time, wherever the reader is', () => {
  const lateInTheYear = Date.UTC(2026, 11, 31, 23, 59, 58, 999);
  expect(dayOf(lateInTheYear)).toBe('2026-12-31');
  expect(momentOf(lateInTheYear)).toBe('2026-12-31 23:59:58 UTC');
  expect(momentOf(0)).toBe('1970-01-01 00:00:00 UTC');
});
