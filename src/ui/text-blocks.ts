/**
 * A text in blocks of lines, which a browser lays out one by one as they come into sight. What
 * would hold the page up even so is left out.
 */
import { withSigns } from '../text/signs.ts';

/** Bounds of what is shown of one text; an author's files are far below them. */
const MOST_CHARACTERS = 1_000_000;
const MOST_LINES = 50_000;
const LONGEST_LINE = 5000;

/** Bounds of a block: a few screens, quickly laid out. */
const BLOCK_LINES = 200;
const BLOCK_CHARACTERS = 20_000;

/** Lines that stand together. */
export interface TextBlock {
  /** Without the end of the last line. */
  text: string;
  /** Where it begins in the text as it is shown. */
  start: number;
  /** The number of its first line, counted from 1, and how many there are. */
  first: number;
  lines: number;
}

/** What there is to show of a text, and what was left out. */
export interface ShownText {
  blocks: TextBlock[];
  /** Lines shown, and lines in all. */
  lines: number;
  allLines: number;
  /** Characters of the whole text. */
  length: number;
  /** Some lines are longer than what is shown of them. */
  shortened: boolean;
}

/** What of `text` is shown. */
export function shownText(text: string): ShownText {
  const blocks: TextBlock[] = [];
  let block: string[] = [];
  let inBlock = 0;
  let start = 0;
  let lines = 0;
  let shortened = false;

  const close = () => {
    const text = withSigns(block.join('\n'));
    blocks.push({ text, start, first: lines - block.length + 1, lines: block.length });
    start += text.length + 1;
    block = [];
    inBlock = 0;
  };
  // Signs count as what they are shown as: a megabyte of them alone would take too long.
  const full = () => start + inBlock >= MOST_CHARACTERS || lines >= MOST_LINES;
  for (let from = 0; from < text.length && !full();) {
    const end = lineEnd(text, from);
    const line = text.slice(from, Math.min(end, from + LONGEST_LINE));
    shortened ||= end - from > LONGEST_LINE;
    from = end + 1;
    lines++;
    block.push(line);
    inBlock += line.length + 1;
    if (block.length === BLOCK_LINES || inBlock >= BLOCK_CHARACTERS) close();
  }
  if (block.length > 0 || blocks.length === 0) close();
  return { blocks, lines, allLines: countLines(text), length: text.length, shortened };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** An end of line after the last one begins no other. */
function countLines(text: string): number {
  let lines = 0;
  for (let from = 0; from < text.length; from = lineEnd(text, from) + 1) lines++;
  return lines;
}
