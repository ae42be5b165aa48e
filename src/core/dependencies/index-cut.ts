/** A key of a block map at the start of a line, bare or in quotes. */
const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([^\s'"#&*!|>%@`{}[\],?:-][^:#'"\\]*)):(?:[ \t]|$)/;

/** One chart's part of an index.yaml: its key, and all that belongs to it. */
export interface IndexPart {
  name: string;
  start: number;
  end: number;
}

/**
 * The part of an index.yaml that is about one chart, without parsing the rest: an index can have
 * tens of megabytes, of which one chart takes a thousandth. Empty if the index doesn't list the
 * chart; undefined if the index isn't written in the plain style that `cutEntries` takes.
 */
export function cutEntry(text: string, name: string): string | undefined {
  for (const part of cutEntries(text)) {
    if (!part) return undefined;
    if (part.name === name) return text.slice(part.start, part.end);
  }
  return '';
}

/**
 * The parts of an index.yaml, chart by chart. The value of a key is indented deeper than the key,
 * except for the dashes of a list, so the indentation of the lines shows where it ends. Ends with
 * undefined where the index isn't written in this plain style.
 */
export function* cutEntries(text: string): Generator<IndexPart | undefined, void> {
  const head = /^entries:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (!head) return yield undefined;
  let indent: number | undefined;
  let open: Omit<IndexPart, 'end'> | undefined;
  for (let at = head.index + head[0].length; at < text.length;) {
    const end = endOfLine(text, at);
    const depth = depthAt(text, at);
    if (depth !== undefined && depth <= (indent ?? depth)) {
      indent ??= depth;
      const isItem = text[at + depth] === '-';
      const isOver = depth < indent || indent === 0;
      if (open && (isOver || !isItem)) {
        yield { ...open, end: at };
        open = undefined;
      }
      if (isOver) return;
      if (!isItem) {
        const name = keyIn(text.slice(at + depth, end).trimEnd());
        if (name === undefined) return yield undefined;
        open = { name, start: at };
      }
    }
    at = end;
  }
  if (open) yield { ...open, end: text.length };
}

/** The key that a line begins with, behind its indentation; undefined if it isn't a plain one. */
export function keyIn(line: string): string | undefined {
  const key = KEY.exec(line);
  return key ? (key[1] ?? key[2] ?? key[3]) : undefined;
}

/** Where the line at `at` ends, behind its line end. */
export function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** The indentation of a line; undefined for an empty line or a comment. */
export function depthAt(text: string, at: number): number | undefined {
  let depth = 0;
  while (text[at + depth] === ' ') depth++;
  const first = text[at + depth];
  return first === undefined || '#\n\r'.includes(first) ? undefined : depth;
}
