import { readNumber } from '../go/decimal.ts';
import { isTable } from '../go/table.ts';
import { GoInt } from '../go/value.ts';

/** Values as JSON has them: to a schema an integer of `--set` is a number as all others are. */
export function jsonValues(value: unknown): unknown {
  if (value instanceof GoInt) return readNumber(String(value.value));
  if (Array.isArray(value)) return value.map(jsonValues);
  if (!isTable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, jsonValues(one)]));
}
