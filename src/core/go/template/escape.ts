/** Escaping for other languages (text/template/funcs.go). */
import { isPrintable } from '../printable.ts';
import { mapCharacters, TextBuilder } from '../text-builder.ts';
import { escapedByte } from '../byte-length.ts';
import { toBytes } from '../utf8.ts';

const HTML: Record<string, string> = {
  ...{ '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;', '\0': '\ufffd' },
};

/** `html`. */
export function escapeHtml(text: string): string {
  return mapCharacters(text, (character) => HTML[character] ?? character);
}

const JS: Record<string, string> = {
  ...{ '\\': '\\\\', "'": "\\'", '"': '\\"', '<': '\\u003C', '>': '\\u003E', '&': '\\u0026' },
  ...{ '=': '\\u003D' },
};

/** `js`. */
export function escapeJs(text: string): string {
  return mapCharacters(text, (character) => JS[character] ?? escapedForJs(character));
}

function escapedForJs(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code < 0x20) return `\\u${hex(code)}`;
  if (code < 0x80 || isPrintable(code)) return character;
  const shown = escapedByte(code) === undefined ? code : 0xfffd;
  return shown === 0xfffd ? '\ufffd' : `\\u${hex(shown)}`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

/** What stands for each byte in a query. */
const IN_QUERY = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (character === ' ') return '+';
  if (/[A-Za-z0-9\-_.~]/.test(character)) return character;
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** `urlquery` (net/url, QueryEscape). */
export function escapeQuery(text: string): string {
  const escaped = new TextBuilder();
  for (const byte of toBytes(text)) escaped.add(IN_QUERY[byte] as string);
  return escaped.text();
}
