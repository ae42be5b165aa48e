import { entriesOf, GoFloat32, GoInt, GoObject, itemsOf, TypedNil } from '../../go/value.ts';

/** Sprig's `empty`: nil, false, zero, and what has no length; a struct never is. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value instanceof TypedNil) return true;
  if (typeof value !== 'object') return !value && !Number.isNaN(value);
  if (value instanceof GoInt) return value.value === 0n;
  if (value instanceof GoFloat32) return value.value === 0;
  if (value instanceof GoObject) return false;
  const items = itemsOf(value);
  if (items) return items.length === 0;
  const entries = entriesOf(value);
  return entries !== undefined && !hasEntry(entries);
}

function hasEntry(entries: object): boolean {
  for (const _ in entries) return true;
  return false;
}
