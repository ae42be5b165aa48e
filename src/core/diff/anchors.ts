/** The index of a line in both texts. */
interface Anchor {
  a: number;
  b: number;
}

/**
 * Lines that both texts have exactly once, as far as they come in the same order: the longest such
 * sequence ("patience diff", by patience sorting in n log n). They divide texts into stretches that
 * are compared by themselves.
 */
export function anchorsOf(a: readonly number[], b: readonly number[]): Anchor[] {
  const inA = onceIn(a);
  const inB = onceIn(b);
  const common: Anchor[] = [];
  for (const [line, at] of inA) {
    const there = inB.get(line);
    if (at >= 0 && there !== undefined && there >= 0) common.push({ a: at, b: there });
  }
  // A Map keeps the order in which lines came first, which is that of `a`.
  return longestRising(common);
}

/** Where each line is, or -1 for one that comes again. */
function onceIn(lines: readonly number[]): Map<number, number> {
  const places = new Map<number, number>();
  lines.forEach((line, at) => places.set(line, places.has(line) ? -1 : at));
  return places;
}

/** The longest sequence of anchors, given in the order of `a`, that rises in `b` too. */
function longestRising(anchors: readonly Anchor[]): Anchor[] {
  /** For each length the anchor that ends such a sequence lowest in `b`. */
  const tails: number[] = [];
  const previous: number[] = [];
  anchors.forEach((anchor, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[tails[middle] ?? 0]?.b ?? 0) < anchor.b) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  });
  const rising: Anchor[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    rising.push(anchors[at] as Anchor);
  }
  return rising.reverse();
}
