import { resolvePlain } from '../yaml/scalar.ts';
import { depthAt, endOfLine, keyIn } from './index-cut.ts';

/** One version in an index.yaml, as far as its lines tell it. */
export interface IndexItem {
  /** The keys whose values can be read off their lines: a text, or a list of texts. */
  read: Record<string, string | string[]>;
  /** The YAML of the other keys that are wanted; empty if there are none. */
  rest: string;
}

/** Longer values are read by the parser: a regular expression has bounds of its own. */
const LONGEST = 10_000;

/** A scalar on one line, quoted without escapes, or bare without anything that YAML has a use for. */
const SCALAR =
  /^(?:"([^"\\]*)"|'([^']*)'|((?![-?:,[\]{}#&*!|>'"%@`\s])(?:[^:#\s]|[^:\s]#|:(?=\S)|[ \t](?!#))*[^:\s]))[ \t\r]*\n?$/;

/**
 * The versions in one chart's part of an index, with the wanted keys alone. YAML of some megabytes
 * takes its parser as many seconds, and most of an index says what a list of charts doesn't show;
 * indexes that programs write have a line for each wanted key. Undefined where the part is written
 * otherwise, or refers to other places of the document.
 */
export function readItems(part: string, wanted: ReadonlySet<string>): IndexItem[] | undefined {
  const head = endOfLine(part, 0);
  if (!/:[ \t]*(?:#.*)?$/.test(part.slice(0, head).trimEnd())) return undefined;
  const items: IndexItem[] = [];
  let dash: number | undefined;
  let keys: number | undefined;
  for (let at = head; at < part.length;) {
    const depth = depthAt(part, at);
    if (depth === undefined) {
      at = endOfLine(part, at);
      continue;
    }
    let begins = at + depth;
    let column = depth;
    if (part[begins] === '-' && (dash ??= depth) === depth) {
      items.push({ read: {}, rest: '' });
      keys = undefined;
      do begins++;
      while (part[begins] === ' ');
      column = depth + begins - (at + depth);
      if (part[begins] === '\n' || part[begins] === '\r') {
        at = endOfLine(part, begins);
        continue;
      }
    }
    const item = items.at(-1);
    if (!item || column !== (keys ??= column) || column <= (dash ?? column)) return undefined;
    const line = part.slice(begins, endOfLine(part, begins)).trimEnd();
    const key = keyIn(line);
    if (key === undefined || key === '<<') return undefined;
    const end = endOfValue(part, endOfLine(part, begins), column);
    if (wanted.has(key)) {
      const value = valueIn(part.slice(begins, end));
      if (value === undefined) item.rest += `${' '.repeat(column)}${part.slice(begins, end)}`;
      else item.read[key] = value;
    }
    at = end;
  }
  return items;
}

/** Where the value of a key at `column` ends: it is indented deeper, but for the dashes of a list. */
function endOfValue(part: string, start: number, column: number): number {
  let at = start;
  while (at < part.length) {
    const depth = depthAt(part, at);
    const isOver = depth !== undefined && depth <= column;
    if (isOver && !(depth === column && part[at + depth] === '-')) break;
    at = endOfLine(part, at);
  }
  return at;
}

/** The value of `key: value`, or of `key:` with a list below it; undefined if it takes a parser. */
function valueIn(text: string): string | string[] | undefined {
  const [first = '', ...lines] = text.trimEnd().split('\n');
  const written = first.slice(first.indexOf(':') + 1).trim();
  if (written !== '') return lines.length === 0 ? scalarIn(written) : undefined;
  const items = lines.map((line) => {
    const item = /^ *- +(.*)$/.exec(line.trimEnd())?.[1];
    return item === undefined ? undefined : scalarIn(item);
  });
  return items.every((item) => item !== undefined) && items.length > 0 ? items : undefined;
}

/** A text; undefined for what isn't one, and for what takes a parser to read. */
function scalarIn(written: string): string | undefined {
  if (written.length > LONGEST) return undefined;
  const [, double, single, bare] = SCALAR.exec(written) ?? [];
  const quoted = double ?? single;
  if (quoted !== undefined) return quoted;
  return bare !== undefined && resolvePlain(bare) === bare ? bare : undefined;
}
