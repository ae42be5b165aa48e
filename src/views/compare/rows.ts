/** What differs between two texts, as the rows that a page shows. */
import type { LineEdit } from '../../core/diff/lines.ts';
import type { TextDiff } from '../../core/diff/text.ts';
import type { LinePair, Stretch } from '../../core/diff/words.ts';

/** A line of one side. */
export interface Line {
  /** Counted from 1. */
  number: number;
  text: string;
  /** What of it differs from the line that it was, or became. */
  marks: readonly Stretch[];
  /** Not a line, but the end of the last one, which the other side hasn't got. */
  isEnd: boolean;
}

/** A row: a line that both sides have, one or two that differ, or lines that are folded. */
export type Row =
  | { kind: 'same'; before: Line; after: Line }
  | { kind: 'changed'; before?: Line | undefined; after?: Line | undefined }
  | { kind: 'gap'; at: number; lines: number };

/** Lines of context around what differs. */
const CONTEXT = 3;
/** A fold hides at least so many. */
const WORTH_FOLDING = 4;

/**
 * The rows of a comparison; `unfolded` has the places (`at`) of gaps that are to be shown.
 * With `isSplit` a line stands beside what it became, else below it.
 */
export function rowsOf(diff: TextDiff, unfolded: ReadonlySet<number>, isSplit: boolean): Row[] {
  const before = linesOf(diff.before);
  const after = linesOf(diff.after);
  const pairOf = new Map(diff.words.map((pair) => [pair.before, pair]));
  const pairTo = new Map(diff.words.map((pair) => [pair.after, pair]));
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  for (const edit of diff.edits) {
    same(edit.from - i, i > 0, true);
    changed(edit);
    [i, j] = [edit.to, edit.end];
  }
  // The end of the last line, which both have, is no line.
  const left =
    before.length - i - Number(before.length > 0 && before.at(-1) === '' && i < before.length);
  same(left, diff.edits.length > 0, false);
  return rows;

  function same(count: number, isBehind: boolean, isAhead: boolean): void {
    const head = isBehind ? CONTEXT : 0;
    const tail = isAhead ? CONTEXT : 0;
    const hidden = count - head - tail;
    const isFolded = hidden >= WORTH_FOLDING && !unfolded.has(i);
    for (let k = 0; k < count; k++) {
      if (isFolded && k === head) {
        rows.push({ kind: 'gap', at: i, lines: hidden });
        k += hidden;
        if (k >= count) return;
      }
      rows.push({ kind: 'same', before: line(before, i + k), after: line(after, j + k) });
    }
  }

  function changed({ from, to, start, end }: LineEdit): void {
    const removed = range(from, to).filter((at) => !isOnlyEnd(before, after, at));
    const added = range(start, end).filter((at) => !isOnlyEnd(after, before, at));
    if (!isSplit) {
      for (const at of removed) rows.push({ kind: 'changed', before: removedLine(at) });
      for (const at of added) rows.push({ kind: 'changed', after: addedLine(at) });
      return;
    }
    let [x, y] = [0, 0];
    while (x < removed.length || y < added.length) {
      const [a, b] = [removed[x], added[y]];
      const [toB, toA] = [partner(pairOf, a)?.after, partner(pairTo, b)?.before];
      const isPair =
        a !== undefined &&
        b !== undefined &&
        (toB === b || (toB === undefined && toA === undefined));
      const takesA = a !== undefined && (isPair || toB === undefined || b === undefined);
      const takesB = b !== undefined && (isPair || !takesA);
      rows.push({
        kind: 'changed',
        before: takesA ? removedLine(a) : undefined,
        after: takesB ? addedLine(b) : undefined,
      });
      if (takesA) x++;
      if (takesB) y++;
    }
  }

  function removedLine(at: number): Line {
    return line(before, at, pairOf.get(at)?.removed);
  }

  function addedLine(at: number): Line {
    return line(after, at, pairTo.get(at)?.added);
  }
}

function partner(
  pairs: ReadonlyMap<number, LinePair>,
  at: number | undefined,
): LinePair | undefined {
  return at === undefined ? undefined : pairs.get(at);
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** Whether a line is nothing but the end of the last one, where there is no other text to miss it. */
function isOnlyEnd(own: readonly string[], other: readonly string[], at: number): boolean {
  return at === own.length - 1 && own[at] === '' && other.length === 0;
}

function line(lines: readonly string[], at: number, marks: readonly Stretch[] = []): Line {
  const text = lines[at] ?? '';
  return { number: at + 1, text, marks, isEnd: text === '' && at === lines.length - 1 };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}

/** The indices of the rows where something begins to differ. */
export function changesIn(rows: readonly Row[]): number[] {
  return rows.flatMap((row, i) =>
    row.kind === 'changed' && rows[i - 1]?.kind !== 'changed' ? [i] : [],
  );
}

/** A piece of a line, which differs or doesn't. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/** Of longer lines only the beginning is shown. */
const LONGEST = 2000;

/** A line in pieces, as far as it is shown. */
export function piecesOf({ text, marks }: Line): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), isMarked: false });
    pieces.push({ text: text.slice(from, to), isMarked: true });
    at = to;
  }
  pieces.push({ text: text.slice(at, Math.max(at, LONGEST)), isMarked: false });
  return pieces.filter((piece) => piece.text !== '');
}

/** Says that a line is longer than what is shown of it. */
export function isCut({ text }: Line): boolean {
  return text.length > LONGEST;
}
