import { shownName } from './signs.ts';
import { count } from './units.ts';

const MOST_NAMES = 4;

/** Names in a row: `a`, `a and b`, `a, b and 3 others`. */
export function namesInARow(names: readonly string[]): string {
  const first = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 1) : names.slice(0, -1);
  const shown = first.map((name) => shownName(name));
  const last = names.length - shown.length;
  const end = last > 1 ? count(last, 'other') : shownName(names.at(-1) ?? '');
  return shown.length > 0 ? `${shown.join(', ')} and ${end}` : end;
}
