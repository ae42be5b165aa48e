/** Base 64 and base 32 in templates (sprig's `strings.go`); what can't be decoded gives its error. */
import { afford, ENTRY, spend } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { TextBuilder } from '../../go/text-builder.ts';
import { fromBytes, toBytes } from '../../go/utf8.ts';
import type { GoFunction } from '../../go/value.ts';
import { base64Of } from './marshal.ts';

const DIGITS_64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGITS_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const encodingFunctions: Record<string, GoFunction> = {
  b64enc: fixed(['string'], (text) => {
    const bytes = toBytes(text);
    spend(2 * bytes.length);
    return base64Of(bytes);
  }),
  b64dec: fixed(['string'], (text) => {
    const decoded = decodeBase64(text);
    return typeof decoded === 'string' ? decoded : fromBytes(decoded);
  }),
  b32enc: fixed(['string'], (text) => encodeBase32(toBytes(text))),
  b32dec: fixed(['string'], (text) => {
    const decoded = decodeBase32(text);
    return typeof decoded === 'string' ? decoded : fromBytes(decoded);
  }),
};

/** The bytes, or Go's error (encoding/base64, decodeQuantum), which names the place in the text. */
export function decodeBase64(text: string): Uint8Array | string {
  afford(ENTRY * text.length);
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits))
    return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
  return `illegal base64 data at input byte ${faultIn64(toBytes(text))}`;
}

function faultIn64(bytes: Uint8Array): number {
  const isBreak = (at: number) => bytes[at] === 0x0a || bytes[at] === 0x0d;
  const pad = 0x3d;
  let at = 0;
  for (;;) {
    for (let j = 0; j < 4; j++) {
      while (isBreak(at)) at++;
      if (at === bytes.length) return at - j;
      const byte = bytes[at++] as number;
      if (DIGITS_64.includes(String.fromCharCode(byte))) continue;
      if (byte !== pad || j < 2) return at - 1;
      if (j === 2) {
        while (isBreak(at)) at++;
        if (at === bytes.length) return at;
        if (bytes[at] !== pad) return at - 1;
        at++;
      }
      while (isBreak(at)) at++;
      return at;
    }
  }
}

function encodeBase32(bytes: Uint8Array): string {
  const written = new TextBuilder();
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) written.add(DIGITS_32.charAt((value >> (bits - 5)) & 31));
  }
  if (bits > 0) written.add(DIGITS_32.charAt((value << (5 - bits)) & 31));
  const digits = written.text();
  return digits.padEnd(Math.ceil(digits.length / 8) * 8, '=');
}

/** The bytes, or Go's error (encoding/base32, decode). */
function decodeBase32(text: string): Uint8Array | string {
  afford(ENTRY * text.length);
  const source = Array.from(toBytes(text), (byte) => String.fromCharCode(byte))
    .join('')
    .replace(/[\r\n]/g, '');
  const fault = (at: number) => `illegal base32 data at input byte ${at}`;
  const digits = source.replace(/=*$/, '');
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (let at = 0; at < source.length; at++) {
    const j = at % 8;
    const left = source.length - at - 1;
    if (source[at] === '=' && j >= 2 && left < 8) {
      if (left + j < 7) return fault(source.length);
      for (let k = 0; k < 7 - j; k++)
        if (left > k && source[at + 1 + k] !== '=') return fault(at + k);
      if (j === 3 || j === 6) return fault(at);
      return Uint8Array.from(bytes);
    }
    const digit = DIGITS_32.indexOf(source[at] as string);
    if (digit < 0) return fault(at);
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) bytes.push((value >> (bits -= 8)) & 0xff);
  }
  if (digits.length % 8 > 0) return fault(source.length - (source.length % 8));
  return Uint8Array.from(bytes);
}
