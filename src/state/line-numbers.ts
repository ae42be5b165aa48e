import type { Lines } from '../core/compute/rendering.ts';

/** The number of every line in some ranges of lines. */
export function lineNumbers(ranges: readonly Lines[]): ReadonlySet<number> {
  const numbers = ranges.flatMap(({ line, lines }) =>
    Array.from({ length: lines }, (_, i) => line + i),
  );
  return new Set(numbers);
}
