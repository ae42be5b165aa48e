const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** A number of bytes in words: `210 B`, `1.2 kB`, `96 MB`. Units of 1000, as disks count. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** `1 file`, `2 files`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** A whole number with its thousands set apart: `60,000`. */
export function grouped(number: number): string {
  // By hand: toLocaleString loads the browser's locale data, 20 ms of the page's thread.
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
