/** How many bytes Go's strings have. It is apart from `utf8.ts`, as the page's first script has it. */

/** What is added to a byte that belongs to no character, where it stands for itself (`utf8.ts`). */
export const ESCAPED_BYTES = 0xdc00;

/** The byte that a code point stands for, if it is one that belongs to no character. */
export function escapedByte(codePoint: number): number | undefined {
  return codePoint >= 0xdc80 && codePoint <= 0xdcff ? codePoint - ESCAPED_BYTES : undefined;
}

/** Go's `len` of a string. */
export function byteLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) length += 1;
    else if (unit < 0xd800 || unit > 0xdfff) length += 2;
    else if (unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) {
      // Four bytes for two units.
      length += 2;
      i += 1;
    } else if (escapedByte(unit) === undefined) length += 2;
  }
  return length;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
