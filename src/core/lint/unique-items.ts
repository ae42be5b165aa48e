/** Up to this many items, comparing each with each is faster than serialising them. */
const FEW = 1000;

/**
 * Whether some list in `values` is long, and no list has two equal items: then `uniqueItems` in a
 * schema holds for all of them, and needn't be checked by comparing each item with each, which
 * takes hours for a hundred thousand items.
 */
export function isLongAndUnique(values: unknown): boolean {
  let isLong = false;
  let isUnique = true;
  write(values);
  return isLong && isUnique;

  /** A text that is the same only for equal values. */
  function write(value: unknown): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
    if (Array.isArray(value)) {
      const items = value.map(write);
      isLong ||= items.length > FEW;
      isUnique &&= new Set(items).size === items.length;
      return `[${items.join(',')}]`;
    }
    const members = Object.entries(value).map(([key, each]) => `${write(key)}:${write(each)}`);
    return `{${members.sort().join(',')}}`;
  }
}
