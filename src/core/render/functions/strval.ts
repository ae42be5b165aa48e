import { sprint } from '../../go/fmt/printf.ts';
import { PLACE, spend } from '../../go/template/budget.ts';
import { fromBytes } from '../../go/utf8.ts';
import { itemsOf } from '../../go/value.ts';

/** A value as `%v` prints it. */
export function printValue(value: unknown): string {
  return typeof value === 'string' ? value : sprint([value]);
}

/** Sprig's `strval`: text as it is, bytes as text, everything else as `%v` prints it. */
export function strval(value: unknown): string {
  return value instanceof Uint8Array ? fromBytes(value) : printValue(value);
}

/** Sprig's `strslice`: the items of a list as text, without nils; anything else as one item. */
export function strslice(value: unknown): string[] {
  if (value === null) return [];
  const items = itemsOf(value) ?? [value];
  spend(2 * PLACE * items.length);
  return items.filter((item) => item !== null).map(strval);
}
