import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, type TextDiff } from '../../core/diff/text.ts';
import { changesIn, piecesOf, rowsOf, type Row } from './rows.ts';

function diffOf(before: string, after: string): TextDiff {
  const file = (text: string) => ({ path: 'a', bytes: new Uint8Array(Buffer.from(text)) });
  return compareTexts(file(before), file(after)) as TextDiff;
}

/** Each row in short: ` 1`, `-2 b`, `+2 B`, `~5`. */
function short(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'gap') return `~${row.lines}`;
    if (row.kind === 'same') return ` ${row.before.number} ${row.after.number}`;
    const [a, b] = [row.before, row.after];
    return [a && `-${a.number} ${a.text}`, b && `+${b.number} ${b.text}`]
      .filter(Boolean)
      .join(' | ');
  });
}

const numbers = (n: number, from = 1) =>
  Array.from({ length: n }, (_, i) => `${from + i}\n`).join('');
const NONE = new Set<number>();

describe('rows', () => {
  it('fold what is the same, but for some lines around what differs', () => {
    const diff = diffOf(
      `${numbers(20)}x: 1\n${numbers(20, 30)}`,
      `${numbers(20)}x: 2\n${numbers(20, 30)}`,
    );
    const rows = rowsOf(diff, NONE, false);
    expect(short(rows)).toEqual([
      '~17',
      ...[' 18 18', ' 19 19', ' 20 20', '-21 x: 1', '+21 x: 2', ' 22 22', ' 23 23', ' 24 24'],
      '~17',
    ]);
    expect(changesIn(rows)).toEqual([4]);
    expect(rowsOf(diff, new Set([0, 21]), false)).toHaveLength(42);
    expect(short(rowsOf(diff, NONE, true))[4]).toBe('-21 x: 1 | +21 x: 2');
  });

  it('stand beside what they became, where others came in between', () => {
    const diff = diffOf('image: nginx:1.25\n', '# The server\nimage: nginx:1.27\npull: Always\n');
    expect(short(rowsOf(diff, NONE, true))).toEqual([
      '+1 # The server',
      '-1 image: nginx:1.25 | +2 image: nginx:1.27',
      '+3 pull: Always',
    ]);
  });

  it('tell the end of the last line where only one side has it', () => {
    const [row, ...others] = rowsOf(diffOf('a', 'a\n'), NONE, false).slice(1);
    expect(row).toMatchObject({ kind: 'changed', after: { isEnd: true } });
    expect(others).toEqual([]);
    expect(short(rowsOf(diffOf('', 'a\nb\n'), NONE, false))).toEqual(['+1 a', '+2 b']);
    expect(short(rowsOf(diffOf('a\nb\n', ''), NONE, true))).toEqual(['-1 a', '-2 b']);
  });

  it('show all of both texts once nothing is folded, below or beside each other', () => {
    const text = fc
      .array(fc.constantFrom('a: 1', 'a: 2', 'b', ''), { maxLength: 14 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    const all = new Set(Array.from({ length: 100 }, (_, i) => i));
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, after, isSplit) => {
        const rows = rowsOf(diffOf(before, after), all, isSplit);
        const side = (key: 'before' | 'after') =>
          rows.map((row) => (row.kind === 'gap' || !row[key] ? '' : `${row[key].text}\n`)).join('');
        expect(side('before')).toBe(before);
        expect(side('after')).toBe(after);
      }),
      { numRuns: 1000 },
    );
  });

  it('are in pieces by the words that differ', () => {
    const line = { number: 1, text: 'tag: 1.5', marks: [[7, 8]] as const, isEnd: false };
    expect(piecesOf(line)).toEqual([
      { text: 'tag: 1.', isMarked: false },
      { text: '5', isMarked: true },
    ]);
  });
});
