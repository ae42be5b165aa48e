import { expect, it } from 'vitest';
import { shownText } from './text-blocks.ts';

/** The text that the blocks make together. */
function together(text: string): string {
  return shownText(text)
    .blocks.map((block) => block.text)
    .join('\n');
}

it('shows a text whole, but for the end of its last line', () => {
  for (const text of ['', 'a', 'a\n', '\n\na\n\n', 'a: 1\r\nb: 2']) {
    expect(together(text)).toBe(text.replace(/\n$/, ''));
  }
  expect(together('\n'.repeat(1000))).toBe('\n'.repeat(999));
});

it('says where each block stands', () => {
  const { blocks } = shownText('line\n'.repeat(450));
  expect(blocks.map(({ first, lines }) => [first, lines])).toEqual([
    [1, 200],
    [201, 200],
    [401, 50],
  ]);
  const text = 'line\n'.repeat(450);
  for (const block of blocks) {
    expect(text.slice(block.start, block.start + block.text.length)).toBe(block.text);
  }
});

it('shows the beginning of what is too long, and says how much it is', () => {
  const newlines = shownText('\n'.repeat(1_000_000));
  expect(newlines).toMatchObject({ lines: 50_000, allLines: 1_000_000, shortened: false });
  const line = shownText('b'.repeat(1_000_000));
  expect(line).toMatchObject({ lines: 1, allLines: 1, length: 1_000_000, shortened: true });
  expect(line.blocks.map(({ text }) => text.length)).toEqual([5000]);
  const many = shownText(`${'c'.repeat(99)}\n`.repeat(30_000));
  expect(many).toMatchObject({ lines: 10_000, allLines: 30_000 });
});

it('keeps blocks small, whatever is in them', () => {
  for (const text of ['\n', 'x'.repeat(6000) + '\n', 'a: b\n', '\u202E'.repeat(50) + '\n']) {
    const { blocks } = shownText(text.repeat(1_000_000 / text.length));
    expect(Math.max(...blocks.map(({ lines }) => lines))).toBeLessThanOrEqual(200);
    expect(Math.max(...blocks.map((block) => block.text.length))).toBeLessThan(200_000);
  }
});
