import { expect, it } from 'vitest';
import { takeFootnotes } from './footnotes.ts';
import { renderMarkdown } from './render.ts';

const html = (text: string) => renderMarkdown(text).pieces.join('');

it('takes footnotes out of a text, with what belongs to them', () => {
  const { text, notes } = takeFootnotes(
    'A[^1].\n\n[^1]: One\nof two lines\n\n    and *more*\n\nB\n[^B]: https://example.org\n',
  );
  expect(text.split('\n').filter(Boolean)).toEqual(['A[^1].', 'B']);
  expect([...notes.values()]).toEqual([
    { name: '1', text: 'One\nof two lines\n\nand *more*' },
    { name: 'B', text: 'https://example.org' },
  ]);
});

it('leaves code alone', () => {
  const text = '```\n[^1]: a\n```\n\n    [^2]: b\n\n~~~\n```\n[^3]: c\n~~~\n';
  expect(takeFootnotes(text)).toEqual({ text, notes: new Map() });
});

it('numbers footnotes as the text refers to them, and leads back', () => {
  const shown = html(
    'A[^b] and[^a], again[^B], not[^none].\n\n[^a]: See[^c]\n[^b]: Two\n[^c]: Three\n',
  );
  expect(shown).toContain('A<sup><a href="#fn-b" id="fnref-b">1</a></sup>');
  expect(shown).toContain('and<sup><a href="#fn-a" id="fnref-a">2</a></sup>');
  expect(shown).toContain('again<sup><a href="#fn-b" id="fnref-b">1</a></sup>, not[^none].');
  expect(shown).toContain('<li id="fn-b"><p>Two <a href="#fnref-b">↩</a></p></li>');
  expect(shown.match(/<li id="fn-\w/g)).toEqual(['<li id="fn-b', '<li id="fn-a', '<li id="fn-c']);
});

it('shows no footnote that nothing refers to, and none of a name that isn’t text', () => {
  expect(html('A.\n\n[^1]: One\n')).toBe('<p>A.</p>\n');
  expect(html('A[^"><b>].\n\n[^"><b>]: One\n')).not.toMatch(/id="[^"]*"><b>/);
});

it('reads long texts: what took a time that grows with the square would not end in time', () => {
  const many = Array.from({ length: 200_000 }, (_, i) => `[^${i}]: x\n`).join('');
  expect(takeFootnotes(many)).toBeDefined();
  expect(takeFootnotes('[^'.repeat(2_000_000))).toBeDefined();
});
