import { ESCAPED_BYTES, escapedByte } from './byte-length.ts';
import { afford, ENTRY } from './template/budget.ts';

/**
 * Go's strings are bytes. Here they are JavaScript's strings, in which a byte that belongs to no
 * UTF-8 character stands as a lone surrogate between U+DC80 and U+DCFF, so that nothing is lost
 * (Python calls that `surrogateescape`).
 */

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const LONE = /[\ud800-\udfff]/u;
const NOT_ASCII = /[^\0-\x7f]/;

/** Whether there is nothing but ASCII: then characters, units and bytes are the same. */
export function isAscii(text: string): boolean {
  return !NOT_ASCII.test(text);
}

/** The string of some bytes. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return fromBrokenBytes(bytes);
  }
}

function fromBrokenBytes(bytes: Uint8Array): string {
  afford(ENTRY * bytes.length);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const width = characterWidth(bytes, at);
    parts.push(
      width === 0
        ? String.fromCharCode(ESCAPED_BYTES + (bytes[at] as number))
        : strict.decode(bytes.subarray(at, at + width)),
    );
    at += Math.max(width, 1);
  }
  return parts.join('');
}

/** How many bytes the character at a place takes; 0 where there is none. */
function characterWidth(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const width = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  try {
    strict.decode(bytes.subarray(at, at + width));
    return width;
  } catch {
    return 0;
  }
}

/** The bytes of a string. A lone surrogate that stands for no byte is written as U+FFFD. */
export function toBytes(text: string): Uint8Array {
  afford(text.length);
  if (!LONE.test(text)) return encoder.encode(text);
  afford(4 * ENTRY * text.length);
  const parts: Uint8Array[] = [];
  for (const character of text) {
    const byte = escapedByte(character.codePointAt(0) as number);
    parts.push(byte === undefined ? encoder.encode(character) : Uint8Array.of(byte));
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Go's `text[from:to]`, in bytes: what is cut in two is no character any more. */
export function sliceBytes(text: string, from: number, to?: number): string {
  if (isAscii(text)) return text.slice(from, to);
  return fromBytes(toBytes(text).subarray(from, to));
}

/** The characters of a string; a byte that belongs to none is one. */
export function charactersOf(text: string): string[] {
  afford((isAscii(text) ? ENTRY / 2 : ENTRY) * text.length);
  return Array.from(text);
}

/** A character as Go has it in a `[]rune`: U+FFFD for a byte that belongs to none. */
export function runeOf(character: string): string {
  return LONE.test(character) ? '\ufffd' : character;
}

/** A string as Go's `[]rune` has it: characters, and U+FFFD for each byte that belongs to none. */
export function runesOf(text: string): string[] {
  const runes = charactersOf(text);
  return LONE.test(text) ? runes.map(runeOf) : runes;
}
