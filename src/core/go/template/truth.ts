import { isTable, type Table } from '../table.ts';
import { GoFloat32, GoInt, GoList, GoMap, TypedNil } from '../value.ts';

/** Whether `if` takes a value for true: it isn't the zero of its type (exec.go, isTrue). */
export function isTrue(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value !== '';
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'undefined':
      return false;
    default:
      return isTrueObject(value);
  }
}

function isTrueObject(value: unknown): boolean {
  if (value === null || value instanceof TypedNil) return false;
  if (isTable(value)) return isFilled(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0;
  if (value instanceof GoInt) return value.value !== 0n;
  if (value instanceof GoFloat32) return value.value !== 0;
  if (value instanceof GoMap) return isFilled(value.entries);
  if (value instanceof GoList) return value.items.length > 0;
  return true;
}

function isFilled(table: Table): boolean {
  return Object.keys(table).length > 0;
}
