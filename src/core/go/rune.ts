/** Bytes are written as text with a character for each byte. */

/** What stands for a byte that belongs to no character. */
export const BROKEN = 0xfffd;

/** Go's DecodeRuneInString: an invalid byte is U+FFFD, one byte wide. */
export function decodeRune(bytes: string, at: number): { rune: number; width: number } {
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return { rune: first, width: 1 };
  const width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const sequence = Uint8Array.from(bytes.slice(at, at + width), (byte) => byte.charCodeAt(0));
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(sequence);
    return { rune: text.codePointAt(0) ?? BROKEN, width };
  } catch {
    return { rune: BROKEN, width: 1 };
  }
}

/** The text of UTF-8, in which encoding/json writes U+FFFD for each invalid byte. */
export function textOfBytes(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const { rune, width } = decodeRune(bytes, at);
    text += String.fromCodePoint(rune);
    at += width;
  }
  return text;
}
