import { fromBytes } from './utf8.ts';

const SIMPLE: Record<string, string> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', '"': '"' },
};
const ESCAPE =
  /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([abfnrtv\\"]))|[^\\"\n]/guy;

/**
 * The text that a string in Go stands for, in double quotes or backquotes (strconv.Unquote); Undefined where Go finds it wrong.
 */
export function unquote(quoted: string): string | undefined {
  const inside = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return inside.replaceAll('\r', '');
  if (!inside.includes('\\')) return inside;
  let bytes = '';
  let at = 0;
  for (const [whole, hex, short, long, octal, simple] of inside.matchAll(ESCAPE)) {
    at += whole.length;
    const byte = hex ? parseInt(hex, 16) : octal ? parseInt(octal, 8) : undefined;
    const rune = parseInt(short ?? long ?? '0', 16);
    if ((byte ?? 0) > 0xff || rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000))
      return undefined;
    if (byte !== undefined) bytes += String.fromCharCode(byte);
    else
      bytes += utf8(
        short || long ? String.fromCodePoint(rune) : simple ? (SIMPLE[simple] ?? '') : whole,
      );
  }
  return at === inside.length
    ? fromBytes(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    : undefined;
}

/** The bytes of a text's UTF-8, as a character each. */
function utf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
