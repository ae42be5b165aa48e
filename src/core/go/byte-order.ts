/**
 * Orders strings as Go does: by their UTF-8 bytes, which is by code point. JavaScript's own `<`
 * compares UTF-16 units and puts U+1F600 before U+FF01.
 */
export function byteOrder(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

/**
 * At the first differing unit, a surrogate means a code point above U+FFFF. If both are surrogates,
 * comparing the units is right, because any high surrogates before them were equal.
 */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
