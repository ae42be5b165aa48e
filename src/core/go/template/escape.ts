/** Escaping for other languages (text/template/funcs.go). */
import { escapedByte, toBytes } from '../utf8.ts';
import { isPrintable } from '../printable.ts';

const HTML: Record<string, string> = {
  ...{ '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;', '\0': '\ufffd' },
};

/** `html`. */
export function escapeHtml(text: string): string {
  return text.replace(/["'&<>\0]/g, (character) => HTML[character] ?? '');
}

const JS: Record<string, string> = {
  ...{ '\\': '\\\\', "'": "\\'", '"': '\\"', '<': '\\u003C', '>': '\\u003E', '&': '\\u0026' },
  ...{ '=': '\\u003D' },
};

/** `js`. */
export function escapeJs(text: string): string {
  let escaped = '';
  for (const character of text) escaped += JS[character] ?? escapedForJs(character);
  return escaped;
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

/** `urlquery` (net/url, QueryEscape). */
export function escapeQuery(text: string): string {
  let escaped = '';
  for (const byte of toBytes(text)) {
    const character = String.fromCharCode(byte);
    if (character === ' ') escaped += '+';
    else if (/[A-Za-z0-9\-_.~]/.test(character)) escaped += character;
    else escaped += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}
