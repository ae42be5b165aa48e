import { diffArrays } from 'diff';
import type { LineEdit } from './lines.ts';

/** A stretch `[from, to)` of a line, in UTF-16 units. */
export type Stretch = readonly [from: number, to: number];

/** A line that became another one, and the stretches of both that differ. */
export interface LinePair {
  /** The indices of the lines. */
  before: number;
  after: number;
  removed: Stretch[];
  added: Stretch[];
}

/** Longer lines are only compared as a whole. */
const LONGEST_LINE = 2000;
/** How many words may differ in a pair of lines; two sets of other words aren't one line changed. */
const MOST_WORDS = 120;
/** Which share of the shorter line's letters the two have in common at least. */
const ALIKE = 0.4;
/** Blocks of more pairs than so many are matched in their order alone. */
const MOST_PAIRS = 900;
/** How many pairs of lines are shown by words in one text, and how many are tried for that. */
const MOST_LINES = 4000;
const MOST_TRIED = 20_000;
const WORD = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;

/** The lines in `edits` that became others, as far as they are alike, with the words that differ. */
export function wordChanges(
  before: readonly string[],
  after: readonly string[],
  edits: readonly LineEdit[],
): LinePair[] {
  const pairs: LinePair[] = [];
  let room = MOST_TRIED;
  for (const edit of edits) {
    if (pairs.length >= MOST_LINES) break;
    for (const { i, j } of matches(edit)) {
      const found = compareWords(before[i] ?? '', after[j] ?? '');
      if (found && found.alike >= ALIKE) {
        pairs.push({ before: i, after: j, removed: found.removed, added: found.added });
      }
    }
  }
  return pairs;

  /** Which line became which: in order, and so that they are most alike. */
  function matches({ from, to, start, end }: LineEdit): { i: number; j: number }[] {
    const [m, n] = [to - from, end - start];
    if (m === n || m * n > Math.min(MOST_PAIRS, room)) {
      return Array.from({ length: Math.min(m, n, MOST_LINES) }, (_, k) => ({
        i: from + k,
        j: start + k,
      }));
    }
    room -= m * n;
    const likeness = (i: number, j: number) => {
      const { alike = 0 } = compareWords(before[from + i] ?? '', after[start + j] ?? '') ?? {};
      return alike >= ALIKE ? alike : 0;
    };
    return bestOrder(m, n, likeness).map(([i, j]) => ({ i: from + i, j: start + j }));
  }
}

/** Two lines by words; undefined where they are too long, or have nothing in common. */
export function compareWords(
  before: string,
  after: string,
): { removed: Stretch[]; added: Stretch[]; alike: number } | undefined {
  if (Math.max(before.length, after.length) > LONGEST_LINE) return undefined;
  const [a, b] = [before.match(WORD) ?? [], after.match(WORD) ?? []];
  const parts = diffArrays(a, b, { maxEditLength: MOST_WORDS });
  if (!parts) return undefined;
  const removed: Stretch[] = [];
  const added: Stretch[] = [];
  let [i, j, same] = [0, 0, 0];
  for (const part of parts) {
    const text = part.value.join('');
    if (part.removed) removed.push([i, i + text.length]);
    else if (part.added) added.push([j, j + text.length]);
    else same += lettersIn(text);
    if (!part.added) i += text.length;
    if (!part.removed) j += text.length;
  }
  const letters = Math.min(lettersIn(before), lettersIn(after));
  return { removed, added, alike: letters === 0 ? 0 : same / letters };
}

function lettersIn(text: string): number {
  return text.replace(/\s+/g, '').length;
}

/** The pairs of two sequences, rising in both, whose values add up to most. */
function bestOrder(
  m: number,
  n: number,
  value: (i: number, j: number) => number,
): [number, number][] {
  const values = Array.from({ length: m * n }, (_, k) => value(Math.floor(k / n), k % n));
  const best = Array.from({ length: m + 1 }, () => new Float64Array(n + 1));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = m - 1; i >= 0; i--) {
    for (let j = n - 1; j >= 0; j--) {
      const both = (values[i * n + j] ?? 0) + at(i + 1, j + 1);
      (best[i] as Float64Array)[j] = Math.max(both, at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < m && j < n) {
    const own = values[i * n + j] ?? 0;
    if (own > 0 && at(i, j) === own + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}
