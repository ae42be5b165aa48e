import { spansOf, type Kind } from './highlight.ts';

/** A part of a line that is shown in one way. */
export interface LinePiece {
  text: string;
  kind?: Kind | undefined;
  /** It is what was searched for. */
  isFound: boolean;
}

/** A line of more parts is colourless from there on: nobody's is, but for a hostile one. */
const MOST_SPANS = 60;

/** A line of YAML in parts: keys, comments, templates, and what was searched for, in any case. */
export function linePieces(line: string, wanted: string): LinePiece[] {
  const pieces: LinePiece[] = [];
  let from = 0;
  const add = (to: number, kind?: Kind) => {
    if (to > from) pieces.push(...split(line.slice(from, to), kind, wanted));
    from = to;
  };
  for (const { kind, start, end } of spansOf(line).slice(0, MOST_SPANS)) {
    add(start);
    add(end, kind);
  }
  add(line.length);
  return pieces;
}

function split(text: string, kind: Kind | undefined, wanted: string): LinePiece[] {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return [{ text, kind, isFound: false }];
  const end = at + wanted.length;
  // The first place is enough to find the line by.
  return [
    { text: text.slice(0, at), kind, isFound: false },
    { text: text.slice(at, end), kind, isFound: true },
    { text: text.slice(end), kind, isFound: false },
  ].filter(({ text }) => text !== '');
}
