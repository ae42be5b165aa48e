/**
 * The tar header, a block of 512 bytes (POSIX.1-2017, `pax`, "ustar Interchange Format"): the parts
 * that both writer and reader need.
 */
export const BLOCK = 512;

/** The bytes of each field, as `[from, to)`. */
export const FIELDS = {
  name: [0, 100],
  mode: [100, 108],
  uid: [108, 116],
  gid: [116, 124],
  size: [124, 136],
  mtime: [136, 148],
  checksum: [148, 156],
  type: [156, 157],
  magic: [257, 265],
  devMajor: [329, 337],
  devMinor: [337, 345],
  prefix: [345, 500],
  /** GNU's format has times where USTAR has the prefix. */
  gnuAtime: [345, 357],
  gnuCtime: [357, 369],
  /**
   * The prefix in star's variant of the format, which has a magic of its own at the end of the
   * header.
   */
  starPrefix: [345, 476],
  starMagic: [508, 512],
} as const satisfies Record<string, readonly [number, number]>;

export type Field = keyof typeof FIELDS;

/** The bytes of one field of a header block. */
export function field(header: Uint8Array, name: Field): Uint8Array {
  return header.subarray(...FIELDS[name]);
}

/** How many bytes fill the last block of a body of `size` bytes. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** The sum of the header's bytes, the checksum field itself counted as spaces. */
export function checksum(header: Uint8Array): number {
  const [from, to] = FIELDS.checksum;
  let sum = (to - from) * 0x20;
  for (let at = 0; at < BLOCK; at++) {
    if (at < from || at >= to) sum += header[at] ?? 0;
  }
  return sum;
}

/** The same sum of bytes that count as signed. */
export function signedChecksum(header: Uint8Array): number {
  const [from, to] = FIELDS.checksum;
  let negative = 0;
  for (let at = 0; at < BLOCK; at++) {
    if ((at < from || at >= to) && (header[at] ?? 0) >= 0x80) negative++;
  }
  return checksum(header) - 256 * negative;
}
