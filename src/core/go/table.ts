/**
 * A map of values, as Go's `map[string]any`. It has no prototype, so that a key named `__proto__` is
 * one like any other, and that it is told apart from objects of any class. Tables are passed by
 * reference and changed in place, as Go's maps are.
 */
export type Table = Record<string, unknown>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

export function newTable(): Table {
  return Object.create(null) as Table;
}

export function has(table: Table, key: string): boolean {
  return Object.hasOwn(table, key);
}
