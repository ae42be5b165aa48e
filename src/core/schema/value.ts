import { isInteger, isJsonNumber, normalNumber, type JsonNumber } from '../go/decimal.ts';
import type { JsonType } from './schema.ts';

/** The type of a value of JSON. */
export function typeOf(value: unknown): Exclude<JsonType, 'integer'> {
  if (value === null || value === undefined) return 'null';
  if (isJsonNumber(value)) return 'number';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'string' ? type : 'object';
}

/** Whether a value has one of the types. */
export function hasType(value: unknown, types: readonly JsonType[]): boolean {
  const type = typeOf(value);
  return (
    types.includes(type) ||
    (type === 'number' && types.includes('integer') && isInteger(value as JsonNumber))
  );
}

/** A text that is the same for equal values and for no others. */
export function normalText(value: unknown): string {
  if (isJsonNumber(value)) return normalNumber(value) ?? `not comparable: ${Math.random()}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(normalText).join(',')}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${normalText(member)}`,
  );
  return `{${members.sort().join(',')}}`;
}

/** The first item that equals one before it, with that one. */
export function findDuplicate(
  items: readonly unknown[],
): [first: number, second: number] | undefined {
  const places = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const text = normalText(item);
    const first = places.get(text);
    if (first !== undefined) return [first, i];
    places.set(text, i);
  }
  return undefined;
}

/** A value as a message shows it, if it is neither a list nor an object. */
export function display(value: unknown): string | undefined {
  if (isJsonNumber(value)) return displayNumber(value);
  return typeof value === 'object' && value !== null ? undefined : JSON.stringify(value);
}

export function displayNumber(number: JsonNumber): string {
  return typeof number === 'number' ? String(number) : number.text;
}
