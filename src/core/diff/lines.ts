import { diffArrays } from 'diff';
import { anchorsOf } from './anchors.ts';

/** Lines `[from, to)` of the one text, in place of which the other has `[start, end)`; from 0. */
export interface LineEdit {
  from: number;
  to: number;
  start: number;
  end: number;
}

/** How one list of lines becomes the other. */
export interface LineDiff {
  edits: LineEdit[];
  /** Some parts are too different to be matched line by line: each is replaced as a whole. */
  coarse: boolean;
}

/**
 * How many lines a stretch may differ in to be matched line by line: the work grows with the square
 * of it, and beyond that nobody sees what belongs together.
 */
const MOST_EDITS = 400;
/** The same for all stretches of a text together. */
const MOST_EDITS_IN_ALL = 4000;

/**
 * The difference of two texts by lines: what they begin and end with in common is set apart, then
 * the lines that each has once divide the rest ("patience"), and jsdiff compares what lies between.
 * It is right whatever the texts are; where they are too different, it is coarse.
 */
export function diffLines(before: readonly string[], after: readonly string[]): LineDiff {
  const { lead, tail } = inCommon(before, after);
  const [a, b] = numbered(
    before.slice(lead, before.length - tail),
    after.slice(lead, after.length - tail),
  );
  const edits: LineEdit[] = [];
  let coarse = false;
  let room = MOST_EDITS_IN_ALL;
  let at = { from: 0, start: 0 };
  for (const end of [...anchorsOf(a, b), { a: a.length, b: b.length }]) {
    between({ from: at.from, to: end.a, start: at.start, end: end.b });
    at = { from: end.a + 1, start: end.b + 1 };
  }
  const whole = edits.map(({ from, to, start, end }) => ({
    ...{ from: from + lead, to: to + lead },
    ...{ start: start + lead, end: end + lead },
  }));
  return { edits: merged(whole), coarse };

  function between(gap: LineEdit): void {
    let { from, to, start, end } = gap;
    while (from < to && start < end && a[from] === b[start]) [from, start] = [from + 1, start + 1];
    while (from < to && start < end && a[to - 1] === b[end - 1]) [to, end] = [to - 1, end - 1];
    if (from === to && start === end) return;
    if (from === to || start === end) {
      edits.push({ from, to, start, end });
      return;
    }
    const most = Math.min(MOST_EDITS, room);
    const parts = diffArrays(a.slice(from, to), b.slice(start, end), { maxEditLength: most });
    if (!parts) {
      coarse = true;
      room -= most;
      edits.push({ from, to, start, end });
      return;
    }
    for (const { added, removed, count } of parts) {
      if (added) edits.push({ from, to: from, start, end: start + count });
      if (removed) edits.push({ from, to: from + count, start, end: start });
      if (!added) from += count;
      if (!removed) start += count;
      if (added || removed) room -= count;
    }
  }
}

/**
 * How many lines two texts begin and end with in common. The ends of their last lines belong
 * together, and none of them to an empty line.
 */
function inCommon(a: readonly string[], b: readonly string[]): { lead: number; tail: number } {
  const least = Math.min(a.length, b.length);
  let tail = Number(least > 0 && a.at(-1) === b.at(-1));
  let lead = 0;
  while (lead < least - tail && a[lead] === b[lead]) lead++;
  while (tail < least - lead && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { lead, tail };
}

/** Both lists with a number for each different line, which are compared faster. */
function numbered(before: readonly string[], after: readonly string[]): [number[], number[]] {
  const known = new Map<string, number>();
  const numberOf = (line: string) => {
    const number = known.get(line) ?? known.size;
    known.set(line, number);
    return number;
  };
  return [before.map(numberOf), after.map(numberOf)];
}

/** Edits that touch each other as one. */
function merged(edits: readonly LineEdit[]): LineEdit[] {
  const all: LineEdit[] = [];
  for (const edit of edits) {
    const last = all.at(-1);
    if (last?.to === edit.from && last.end === edit.start) {
      last.to = edit.to;
      last.end = edit.end;
    } else all.push({ ...edit });
  }
  return all;
}
