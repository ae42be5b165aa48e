/** Code points from the first to the last, both included. */
export type Range = readonly [low: number, high: number];

export const LAST_CODE_POINT = 0x10ffff;

/** All code points outside of the ranges. */
export function complement(ranges: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let next = 0;
  for (const [low, high] of [...ranges].sort(([a], [b]) => a - b)) {
    if (next < low) rest.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= LAST_CODE_POINT) rest.push([next, LAST_CODE_POINT]);
  return rest;
}

/** Ranges as they stand in a class of JavaScript's, between the brackets. */
export function writeRanges(ranges: readonly Range[]): string {
  return ranges
    .map(([low, high]) => (low === high ? writeCode(low) : `${writeCode(low)}-${writeCode(high)}`))
    .join('');
}

/** A code point as it stands in a pattern of JavaScript's, in a class or outside of one. */
export function writeCode(code: number): string {
  const text = String.fromCodePoint(code);
  return /^[\w ]$/.test(text) ? text : `\\u{${code.toString(16)}}`;
}
