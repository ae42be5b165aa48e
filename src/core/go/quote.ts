import { isPrintable } from './printable.ts';
import { TextBuilder } from './text-builder.ts';
import { escapedByte } from './byte-length.ts';

const SHORT: Record<string, string> = {
  ...{ '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' },
  ...{ '\v': '\\v', '\\': '\\\\' },
};

/** A text in double quotes as Go writes it (strconv.Quote, `%q`). */
export function quote(text: string): string {
  return quoteWith(text, '"', isPrintable);
}

/** A text in double quotes with nothing but ASCII (strconv.QuoteToASCII, `%+q`). */
export function quoteToAscii(text: string): string {
  return quoteWith(text, '"', isPrintableAscii);
}

/** A character in single quotes (strconv.QuoteRune, `%q` of an integer). */
export function quoteRune(rune: string, ascii: boolean): string {
  return quoteWith(rune, "'", ascii ? isPrintableAscii : isPrintable);
}

function isPrintableAscii(code: number): boolean {
  return code >= 0x20 && code < 0x7f;
}

function quoteWith(text: string, mark: string, shows: (code: number) => boolean): string {
  const quoted = new TextBuilder();
  quoted.add(mark);
  for (const character of text) {
    const isOtherMark = (character === '"' || character === "'") && character !== mark;
    if (isOtherMark) quoted.add(character);
    else if (character === mark) quoted.add(`\\${mark}`);
    else quoted.add(SHORT[character] ?? escaped(character, shows));
  }
  quoted.add(mark);
  return quoted.text();
}

function escaped(character: string, shows: (code: number) => boolean): string {
  const code = character.codePointAt(0) as number;
  const byte = escapedByte(code);
  if (byte === undefined && shows(code)) return character;
  const hex = (byte ?? code).toString(16);
  if (byte !== undefined || code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
