import { PRINTABLE_RUNS } from './printable-table.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CHANGES = changes();

/**
 * Whether Go's `unicode.IsPrint` takes a code point: letters, marks, numbers, punctuation, symbols
 * and the ASCII space. It uses a table of our own, since browsers have other versions of Unicode.
 */
export function isPrintable(codePoint: number): boolean {
  let low = 0;
  let high = CHANGES.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((CHANGES[middle] ?? 0) <= codePoint) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** The code points at which the answer changes; at U+0000 it is false. */
function changes(): number[] {
  const found: number[] = [];
  let run = 0;
  let end = 0;
  for (const letter of PRINTABLE_RUNS) {
    const digit = DIGITS.indexOf(letter);
    run = run * 32 + (digit % 32);
    if (digit >= 32) continue;
    found.push((end += run));
    run = 0;
  }
  return found;
}
