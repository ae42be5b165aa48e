import { has, isTable, newTable, type Table } from '../go/table.ts';

/** A table with the same values; those are not copied. */
export function shallowCopy(table: Table): Table {
  return Object.assign(newTable(), table);
}

/** A copy of a table with all that is in it. */
export function deepCopy(table: Table): Table {
  const copy = newTable();
  for (const [key, value] of Object.entries(table)) copy[key] = copyOf(value);
  return copy;
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isPlain(value) ? deepCopy(value) : value;
}

/** A table, or what JSON gives for one; not a number of Go's. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Adds what `from` has and `into` lacks, table by table; `into` has priority, and is returned.
 * Without `merge`, what is null in `into` takes the key away, unless it is null in `from` as well
 * (helm `pkg/chart/common/util/coalesce.go`, coalesceTablesFullKey). `from` is changed too.
 */
export function fill(into: Table, from: Table, merge: boolean): Table {
  const set = new Set(Object.keys(from).filter((key) => from[key] !== null));
  for (const [key, value] of Object.entries(into)) if (value === null) from[key] = null;
  for (const [key, value] of Object.entries(from)) {
    const own = into[key];
    if (has(into, key) && !merge && own === null && set.has(key)) Reflect.deleteProperty(into, key);
    else if (!has(into, key)) into[key] = value;
    else if (isTable(value) && isTable(own)) fill(own, value, merge);
  }
  return into;
}

/** Takes out what is null, at any depth outside of lists (`coalesce.go`, cleanNilValues). */
export function dropNulls(table: Table): void {
  for (const [key, value] of Object.entries(table)) {
    if (value === null) Reflect.deleteProperty(table, key);
    else if (isTable(value)) dropNulls(value);
  }
}

/** The table at a path of keys with dots between them; undefined if there is none. */
export function tableAt(table: Table, path: string): Table | undefined {
  let at: unknown = table;
  for (const key of path.split('.')) {
    if (!isTable(at) || !has(at, key)) return undefined;
    at = at[key];
  }
  return isTable(at) ? at : undefined;
}

/** What is at a path and no table (helm `pkg/chart/common/values.go`, PathValue). */
export function valueAt(table: Table, path: string): unknown {
  const dot = path.lastIndexOf('.');
  const above = dot < 0 ? table : tableAt(table, path.slice(0, dot));
  const key = path.slice(dot + 1);
  const value = above && has(above, key) ? above[key] : undefined;
  return isTable(value) ? undefined : value;
}
