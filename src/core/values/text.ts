import type { ChartTree } from '../chart/tree.ts';

/** Bounds of what is shown of a values.yaml; an author's files are far below them. */
const MOST_LINES = 50_000;
const MOST_BYTES = 1_000_000;
const LONGEST_LINE = 5000;

/** What ends a line of YAML 1.1. */
const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/;

/** A values.yaml in lines, as far as it is shown. */
export interface ValuesText {
  lines: string[];
  /** All lines of the file; there may be more of them than are shown. */
  allLines: number;
  /** Some lines are longer than what is shown of them. */
  shortened: boolean;
}

/** The text of a chart's values.yaml; no lines where there is none. */
export function textOf(tree: ChartTree): ValuesText {
  const file = tree.files.get('values.yaml');
  return file ? shownLines(decode(file.bytes)) : { lines: [], allLines: 0, shortened: false };
}

/** The lines of a text, as far as they are shown. */
export function shownLines(text: string): ValuesText {
  const all = text.split(LINE_BREAK);
  // An end of line after the last one begins no other.
  if (all.at(-1) === '') all.pop();
  const lines: string[] = [];
  let room = MOST_BYTES;
  let shortened = false;
  for (const line of all) {
    if (lines.length >= MOST_LINES || room <= 0) break;
    shortened ||= line.length > LONGEST_LINE;
    lines.push(line.slice(0, LONGEST_LINE));
    room -= Math.min(line.length, LONGEST_LINE) + 1;
  }
  return { lines, allLines: all.length, shortened };
}

function decode(bytes: Uint8Array): string {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(!isUtf16 ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(
    bytes,
  );
}
