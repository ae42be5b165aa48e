import type { TextBlock } from './text-blocks.ts';

/** A place in a text that leads somewhere. Lines and columns count from 1. */
export interface TextLink {
  line: number;
  column: number;
  length: number;
  href: string;
  /** What is there, in words. */
  title: string;
}

/** A part of a block: text, and where it leads. */
export interface LinkedPiece {
  text: string;
  link?: TextLink | undefined;
}

/**
 * A block of a text in pieces, some of which are links. What stands there as it is shown may not be
 * what was there (signs, long lines): a link beyond the end of its line is left out.
 *
 * @param links in the order of the text
 */
export function linkedPieces(
  { text, first, lines }: TextBlock,
  links: readonly TextLink[],
): LinkedPiece[] {
  const own = links.filter(({ line }) => line >= first && line < first + lines);
  if (own.length === 0) return [{ text }];
  const pieces: LinkedPiece[] = [];
  let from = 0;
  let line = first;
  let lineStart = 0;
  for (const link of own) {
    for (; line < link.line; line++) lineStart = text.indexOf('\n', lineStart) + 1;
    const start = lineStart + link.column - 1;
    const lineEnd = text.indexOf('\n', lineStart);
    const end = start + link.length;
    if (start < from || end > (lineEnd < 0 ? text.length : lineEnd)) continue;
    if (start > from) pieces.push({ text: text.slice(from, start) });
    pieces.push({ text: text.slice(start, end), link });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
