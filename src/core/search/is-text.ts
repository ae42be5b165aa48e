/** A NUL byte among the first bytes means that a file isn't text: git decides so too. */
const LOOKED_AT = 8000;

/** Whether a file's bytes, or the first of them, are those of a text. */
export function isText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, LOOKED_AT).includes(0);
}
