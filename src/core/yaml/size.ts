/**
 * How much of a document is read: about 200 bytes of memory for each, which with the decoded values
 * stays below 512 MB. 100,000 dependencies fit in; the longest values.yaml of a public chart comes
 * to 60,000.
 */
export const MAX_SIZE = 2_000_000;

/** A key, a value or an alias is one; a list or a map takes the memory of three. */
export function sizeOf({ kind }: { kind: string }): number {
  return kind === 'list' || kind === 'map' ? 3 : 1;
}
