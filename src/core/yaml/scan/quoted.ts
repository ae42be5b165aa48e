import { END, isBlankOrEnd, isBreak, isHexDigit } from './characters.ts';
import { scanGap } from './gap.ts';
import type { Position } from '../line-table.ts';
import type { Source } from './source.ts';

/** Scans a scalar in quotes (yaml.v2 `scannerc.go`, yaml_parser_scan_flow_scalar). */
export function scanQuoted(source: Source, quote: '"' | "'"): string {
  const start = source.position;
  source.skip();
  let value = '';
  for (;;) {
    source.need(4);
    if (source.isAtDocumentMark) source.fail({ reason: 'document-mark-in-quotes' });
    if (source.unit() === END) source.fail({ reason: 'quote-missing', quote }, start);
    const word = quote === '"' ? scanEscaped(source) : scanLiteral(source);
    value += word.value;
    source.need(1);
    if (source.has(quote)) break;
    value += scanGap(source, word.breakEscaped).value;
  }
  source.skip();
  return value;
}

const SINGLE = 0x27;
const DOUBLE = 0x22;
const BACKSLASH = 0x5c;

interface Word {
  value: string;
  /** Whether the line break behind it was escaped, and passed. */
  breakEscaped: boolean;
}

/** The characters up to white space or the closing quote, of which two are one quote. */
function scanLiteral(source: Source): Word {
  const begin = source.offset;
  while (!isBlankOrEnd(source.unit())) {
    if (source.unit() === SINGLE) {
      if (source.unit(1) !== SINGLE) break;
      source.skip();
    }
    source.skip();
    source.need(2);
  }
  const value = source.text.slice(begin, source.offset).replaceAll("''", "'");
  return { value, breakEscaped: false };
}

function scanEscaped(source: Source): Word {
  let value = '';
  let begin = source.offset;
  while (!isBlankOrEnd(source.unit()) && source.unit() !== DOUBLE) {
    if (source.unit() !== BACKSLASH) {
      source.skip();
      source.need(2);
      continue;
    }
    value += source.text.slice(begin, source.offset);
    if (isBreak(source.unit(1))) {
      source.need(3);
      source.skip();
      source.readBreak();
      return { value, breakEscaped: true };
    }
    value += scanEscape(source);
    source.need(2);
    begin = source.offset;
  }
  return { value: value + source.text.slice(begin, source.offset), breakEscaped: false };
}

function scanEscape(source: Source): string {
  const at = source.position;
  const letter = source.text[source.offset + 1] ?? '';
  const digits = CODE_LENGTHS[letter];
  const short = ESCAPES[letter];
  if (short === undefined && digits === undefined) fail(source, `\\${letter}`, at);
  source.skip(2);
  return short ?? scanCode(source, letter, digits ?? 0, at);
}

function scanCode(source: Source, letter: string, length: number, at: Position): string {
  source.need(length);
  const digits = source.text.slice(source.offset, source.offset + length);
  const escape = `\\${letter}${digits}`;
  for (let i = 0; i < length; i++)
    if (!isHexDigit(source.unit(i)))
      fail(source, escape, at, 'did not find expected hexdecimal number');
  const code = parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    fail(source, escape, at, 'found invalid Unicode character escape code');
  source.skip(length);
  return String.fromCodePoint(code);
}

/** `escape` without what can't be shown: it may go on over the end of the line or the file. */
function fail(source: Source, escape: string, at: Position, problem?: string): never {
  return source.fail({ reason: 'escape', escape: escape.replace(/[\s\0][^]*/, '') }, at, problem);
}

/** How many hexadecimal digits follow. */
const CODE_LENGTHS: Record<string, number | undefined> = { x: 2, u: 4, U: 8 };

const ESCAPES: Record<string, string | undefined> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
