import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, type LineDiff } from './lines.ts';
import { compareWords, wordChanges } from './words.ts';

/** `before` with the edits made in it. */
function applied(before: readonly string[], after: readonly string[], { edits }: LineDiff) {
  const lines: string[] = [];
  let at = 0;
  for (const { from, to, start, end } of edits) {
    lines.push(...before.slice(at, from), ...after.slice(start, end));
    at = to;
  }
  return [...lines, ...before.slice(at)];
}

/** As many lines as wanted, out of so many different ones, the same for the same seed. */
function random(length: number, different: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `line ${state % different}`;
  });
}

describe('lines', () => {
  it('become the other text by the edits, whatever the texts are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before, after);
        expect(applied(before, after, diff)).toEqual(after);
        // In order, none empty, and with something the same between them.
        diff.edits.forEach(({ from, to, start, end }, i) => {
          expect(to - from + (end - start)).toBeGreaterThan(0);
          const next = diff.edits[i + 1];
          if (next) expect(Math.min(next.from - to, next.start - end)).toBeGreaterThan(0);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('are matched by what each text has once, so that a moved block isn’t taken apart', () => {
    const before = ['a: 1', '}', 'b: 2', '}', 'c: 3', '}'];
    const after = ['a: 1', '}', 'new: 0', '}', 'b: 2', '}', 'c: 3', '}'];
    const { edits } = diffLines(before, after);
    expect(edits).toHaveLength(1);
    expect(edits[0]).toMatchObject({ from: 2, to: 2 });
  });

  it.each<[string, boolean, string[], string[]]>([
    ['with nothing in common', true, random(60_000, 2 ** 32, 1), random(60_000, 2 ** 32, 7)],
    ['of few different lines', true, random(60_000, 3, 1), random(60_000, 3, 7)],
    ['in reverse', false, random(60_000, 2 ** 32, 1), random(60_000, 2 ** 32, 1).reverse()],
  ])('are compared in bounded time: texts %s', { timeout: 20_000 }, (_, coarse, before, after) => {
    const diff = diffLines(before, after);
    expect(diff.coarse).toBe(coarse);
    expect(applied(before, after, diff)).toEqual(after);
  });

  it('that are only inserted cost nothing, however many they are', () => {
    const before = random(30_000, 2 ** 32, 3);
    const after = [...before.slice(0, 9000), ...random(20_000, 2 ** 32, 11), ...before.slice(9000)];
    const { edits, coarse } = diffLines(before, after);
    expect(edits).toEqual([{ from: 9000, to: 9000, start: 9000, end: 29_000 }]);
    expect(coarse).toBe(false);
  });
});

describe('words', () => {
  const marked = (line: string, stretches: readonly (readonly [number, number])[] = []) =>
    stretches.map(([from, to]) => line.slice(from, to));

  it('are those that differ in a line', () => {
    const [before, after] = ['tag: v1.8.5 # pinned', 'tag: v1.8.7 # pinned'];
    const found = compareWords(before, after);
    expect(marked(before, found?.removed)).toEqual(['5']);
    expect(marked(after, found?.added)).toEqual(['7']);
  });

  it('are shown of the lines that are alike, also where more were added than removed', () => {
    const before = ['image: nginx:1.25'];
    const after = ['# The server', 'image: nginx:1.27', 'pullPolicy: Always'];
    const [pair, ...others] = wordChanges(before, after, [{ from: 0, to: 1, start: 0, end: 3 }]);
    expect(others).toEqual([]);
    expect(pair).toMatchObject({ before: 0, after: 1 });
    expect(marked('image: nginx:1.27', pair?.added)).toEqual(['27']);
  });

  it('aren’t looked for in lines that have nothing in common, or are far too long', () => {
    const edit = { from: 0, to: 1, start: 0, end: 1 };
    expect(wordChanges(['replicas: 1'], ['{{ end }}'], [edit])).toEqual([]);
    expect(wordChanges([`x${' a'.repeat(9000)}`], [`y${' a'.repeat(9000)}`], [edit])).toEqual([]);
  });
});
