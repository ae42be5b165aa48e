import { expect, it } from 'vitest';
import { renderMarkdown } from './render.ts';

it('renders a README in one piece', () => {
  const { pieces, rendered, length } = renderMarkdown('# Sounding\n\nSome *words*.\n');
  expect(pieces).toEqual(['<h1>Sounding</h1>\n<p>Some <em>words</em>.</p>\n']);
  expect(rendered).toBe(length);
});

it('shows or leaves out tags that would take away what follows them', () => {
  const { pieces } = renderMarkdown(
    'Set <title> and <SVG> or <select name=a> here.\n\n<script>\nx\n',
  );
  expect(pieces.join('')).toBe('<p>Set &lt;title> and  or  here.</p>\n&lt;script>\nx\n');
});

it('renders a long text in pieces, each well-formed, that together say all of it', () => {
  const text = Array.from({ length: 3000 }, (_, i) => `Paragraph ${i} with some words.\n`);
  const { pieces } = renderMarkdown(text.join('\n'));
  expect(pieces.length).toBeGreaterThan(5);
  for (const piece of pieces) expect(piece).toMatch(/^<p>[^]*<\/p>\n$/);
  expect(pieces.join('').match(/Paragraph \d+/g)).toHaveLength(3000);
});

it('keeps together what an element in HTML holds', () => {
  const words = Array.from({ length: 700 }, (_, i) => `Paragraph ${i} with some words.\n`);
  const { pieces } = renderMarkdown(`<details>\n\n${words.join('\n')}\n\n</details>\n\nAfter.\n`);
  expect(pieces[0]).toMatch(/^<details>[^]*<\/details>/);
  expect(renderMarkdown(`<div>\n\n${words.join('\n').repeat(9)}`).pieces.length).toBeGreaterThan(3);
});

it('makes several tables and lists of a long one', () => {
  const rows = Array.from({ length: 450 }, (_, i) => `| key${i} | ${i} |\n`).join('');
  const table = renderMarkdown(`| Key | Value |\n|---|---|\n${rows}`).pieces.join('');
  expect(table.match(/<table>/g)).toHaveLength(3);
  expect(table.match(/<th>Key/g)).toHaveLength(3);
  expect(table.match(/<td>key\d+/g)).toHaveLength(450);
  const items = Array.from({ length: 450 }, (_, i) => `${i + 5}. item\n`).join('');
  const list = renderMarkdown(items).pieces.join('');
  expect(list.match(/<ol[^>]*>/g)).toEqual([
    '<ol start="5">',
    '<ol start="205">',
    '<ol start="405">',
  ]);
});

it('renders the beginning of what has no end, and cuts what is too large for a piece', () => {
  const long = renderMarkdown(`${'Words and '.repeat(10)}words.\n\n`.repeat(6_000));
  expect(long.rendered).toBeLessThan(long.length);
  expect(long.rendered).toBeGreaterThan(499_000);
  for (const text of [`\`\`\`\n${'code\n'.repeat(50_000)}\`\`\``, 'word '.repeat(80_000)]) {
    const { pieces } = renderMarkdown(text);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(20_000);
  }
});

it('renders so many elements as a page can bear, and says how far that is', () => {
  const rows = '| key | `value` | words |\n'.repeat(15_000);
  const table = renderMarkdown(`| Key | Value | Words |\n|---|---|---|\n${rows}`);
  const elements = table.pieces.join('').match(/<[a-z]/g)?.length ?? 0;
  expect(elements).toBeGreaterThan(25_000);
  expect(elements).toBeLessThan(27_000);
  expect(table.rendered / table.length).toBeCloseTo(5_000 / 15_000, 1);
});
