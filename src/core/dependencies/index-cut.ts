/** A key of a block map at the start of a line, bare or in quotes. */
const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([^\s'"#&*!|>%@`{}[\],?:-][^:#'"\\]*)):(?:[ \t]|$)/;

/**
 * The part of an index.yaml that is about one chart, without parsing the rest: an index can have
 * tens of megabytes, of which one chart takes a thousandth. The value of a key is indented deeper
 * than the key, except for the dashes of a list, so the indentation of the lines shows where it
 * ends. Empty if the index doesn't list the chart; undefined if the index isn't written in this
 * plain style.
 */
export function cutEntry(text: string, name: string): string | undefined {
  const head = /^entries:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (!head) return undefined;
  let indent: number | undefined;
  let start: number | undefined;
  for (let at = head.index + head[0].length; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const depth = depthAt(text, at);
    if (depth !== undefined && depth <= (indent ?? depth)) {
      indent ??= depth;
      const isItem = text[at + depth] === '-';
      if (depth < indent || indent === 0) return cut(text, start, at);
      if (!isItem) {
        if (start !== undefined) return cut(text, start, at);
        const key = KEY.exec(text.slice(at + depth, end).trimEnd());
        if (!key) return undefined;
        if ((key[1] ?? key[2] ?? key[3]) === name) start = at;
      }
    }
    at = end;
  }
  return cut(text, start, text.length);
}

function cut(text: string, start: number | undefined, end: number): string {
  return start === undefined ? '' : text.slice(start, end);
}

/** The indentation of a line; undefined for an empty line or a comment. */
function depthAt(text: string, at: number): number | undefined {
  let depth = 0;
  while (text[at + depth] === ' ') depth++;
  const first = text[at + depth];
  return first === undefined || '#\n\r'.includes(first) ? undefined : depth;
}
