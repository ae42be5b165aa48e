import { sameBytes, type ChartFile } from '../chart/files.ts';
import { isText } from '../search/is-text.ts';
import { diffLines, type LineEdit } from './lines.ts';
import { wordChanges, type LinePair } from './words.ts';

/** Why two files aren't compared by line. */
export type NoLines = 'binary' | 'too-long' | 'encoding';

/** Two files by line; a file that is missing on one side has no lines there. */
export interface TextDiff {
  /** The lines of both, joined by `\n`: one text, since a page receives that faster. */
  before: string;
  after: string;
  edits: LineEdit[];
  /** Lines that became others, with the words that differ. */
  words: LinePair[];
  /** Some parts are too different to be matched line by line. */
  coarse: boolean;
}

export type FileDiff = TextDiff | { noLines: NoLines };

/** Bounds of the texts that are compared by line: bytes, and lines. */
export const MOST_BYTES = 4_000_000;
export const MOST_LINES = 60_000;

/**
 * A file's lines, each with what ends it but for the `\n`; an end of the last line begins another.
 * An empty file has none.
 */
export function linesOf(file: ChartFile | undefined): string[] | NoLines {
  if (!file || file.bytes.length === 0) return [];
  if (!isText(file.bytes)) return 'binary';
  if (file.bytes.length > MOST_BYTES) return 'too-long';
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes).split('\n');
  return lines.length > MOST_LINES ? 'too-long' : lines;
}

/** Compares two versions of a file, or one with nothing. */
export function compareTexts(
  before: ChartFile | undefined,
  after: ChartFile | undefined,
): FileDiff {
  const [a, b] = [linesOf(before), linesOf(after)];
  if (typeof a === 'string') return { noLines: a };
  if (typeof b === 'string') return { noLines: b };
  const { edits, coarse } = diffLines(a, b);
  // Bytes that aren't UTF-8 all look the same as text.
  if (before && after && edits.length === 0 && !sameBytes(before.bytes, after.bytes)) {
    return { noLines: 'encoding' };
  }
  const words = wordChanges(a, b, edits);
  return { before: a.join('\n'), after: b.join('\n'), edits, words, coarse };
}
