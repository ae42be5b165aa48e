import { expect, test } from 'vitest';
import { formatLines, parseLines } from './line-range.ts';
import { shownText } from './text-blocks.ts';
import { linkedPieces, type TextLink } from './text-links.ts';

const link = (line: number, column: number, length: number): TextLink => ({
  line,
  column,
  length,
  href: `#${line}`,
  title: '',
});

test('links take their places in each block; one that lies beyond its line is left out', () => {
  const text = Array.from({ length: 300 }, (_, i) => `line ${i + 1} end`).join('\n');
  const links = [link(1, 1, 4), link(1, 3, 4), link(2, 20, 3), link(3, 8, 9), link(201, 10, 3)];
  const pieces = shownText(text).blocks.map((block) => linkedPieces(block, links));
  const linked = pieces.map((block) => block.filter(({ link }) => link).map(({ text }) => text));
  expect(linked).toEqual([['line'], ['end']]);
  expect(pieces.map((block) => block.map(({ text }) => text).join('')).join('\n')).toBe(text);
});

test.each([
  ['12', { from: 12, to: 12 }],
  ['12-20', { from: 12, to: 20 }],
])('%s names lines', (text, lines) => {
  expect(parseLines(text)).toEqual(lines);
  expect(formatLines(lines)).toBe(text);
});

test.each(['', '0', '20-12', 'x', '1-', undefined])('%s names none', (text) => {
  expect(parseLines(text)).toBeUndefined();
});
