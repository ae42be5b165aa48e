/** Sprig's functions of maps (`dict.go`). */
import { GoError } from '../../go/error.ts';
import { ENTRY, PLACE, spend } from '../../go/template/budget.ts';
import { change } from '../../go/template/nesting.ts';
import { fixed, variadic } from '../../go/template/function.ts';
import { has, isTable, newTable, type Table } from '../../go/table.ts';
import { GoList, sortedKeys, TypedNil, typeOf, type GoFunction } from '../../go/value.ts';
import { deepCopy } from './deep-copy.ts';
import { wrongType } from './faults.ts';
import { mergeInto } from './merge.ts';
import { strval } from './strval.ts';

const TABLE = 'map[string]interface {}';

const merge = merging(false);
const mergeOverwrite = merging(true);
const copy = fixed(['interface {}'], (value) => {
  if (value === null) throw new GoError('reflect: call of reflect.Value.Type on zero Value');
  return deepCopy(value);
});

export const dictFunctions: Record<string, GoFunction> = {
  dict: variadic([], 'interface {}', dict),
  get: fixed([TABLE, 'string'], (table, key) => (table && has(table, key) ? table[key] : '')),
  set: fixed([TABLE, 'string', 'interface {}'], (table, key, value) => {
    if (!table) throw new GoError('assignment to entry in nil map');
    spend(ENTRY);
    change();
    table[key] = value;
    return table;
  }),
  unset: fixed([TABLE, 'string'], (table, key) => {
    change();
    if (table) Reflect.deleteProperty(table, key);
    return table;
  }),
  hasKey: fixed([TABLE, 'string'], (table, key) => table !== null && has(table, key)),
  pluck: variadic(['string'], TABLE, (key, ...tables) =>
    tables.flatMap((table) => (table && has(table, key) ? [table[key]] : [])),
  ),
  // Go's order of keys is random; ours isn't, so that the same chart renders to the same.
  keys: variadic([], TABLE, (...tables) => new GoList('[]string', tables.flatMap(keysOf))),
  values: fixed([TABLE], (table) => keysOf(table).map((key) => table?.[key])),
  pick: variadic([TABLE], 'string', (table, ...keys) =>
    filtered(table, (key) => keys.includes(key)),
  ),
  omit: variadic([TABLE], 'string', (table, ...keys) => {
    const omitted = new Set(keys);
    return filtered(table, (key) => !omitted.has(key));
  }),
  dig: variadic([], 'interface {}', (...path) => dig(path)),
  ...{ merge, mustMerge: merge, mergeOverwrite, mustMergeOverwrite: mergeOverwrite },
  ...{ deepCopy: copy, mustDeepCopy: copy },
};

function keysOf(table: Table | null): string[] {
  if (!table) return [];
  const keys = sortedKeys(table);
  spend(2 * PLACE * keys.length);
  return keys;
}

function merging(overwrites: boolean): GoFunction {
  return variadic([TABLE], TABLE, (into, ...tables) => {
    let merged = into;
    for (const table of tables) {
      if (!table) continue;
      merged ??= newTable();
      mergeInto(merged, table, overwrites);
    }
    return merged ?? new TypedNil(TABLE);
  });
}

function dict(...items: unknown[]): Table {
  const table = newTable();
  spend(ENTRY * (1 + items.length));
  for (let i = 0; i < items.length; i += 2)
    table[strval(items[i])] = i + 1 < items.length ? items[i + 1] : '';
  return table;
}

function filtered(table: Table | null, keeps: (key: string) => boolean): Table {
  const kept = newTable();
  if (!table) return kept;
  const names = Object.keys(table);
  spend(ENTRY * names.length);
  for (const key of names) if (keeps(key)) kept[key] = table[key];
  return kept;
}

/** `dig "a" "b" default table`: the value along the keys, or the default where a key is missing. */
function dig(path: readonly unknown[]): unknown {
  if (path.length < 3) throw new GoError('dig needs at least three arguments');
  let at = tableOf(path.at(-1));
  const fallback = path.at(-2);
  const keys = path.slice(0, -2).map((key) => {
    if (typeof key !== 'string') throw wrongType(typeName(key), 'string');
    return key;
  });
  for (const [i, key] of keys.entries()) {
    if (!has(at, key)) return fallback;
    if (i === keys.length - 1) return at[key];
    at = tableOf(at[key]);
  }
  return fallback;
}

/** A plain map: neither a named type, such as that of `.Values`, nor any other map. */
function tableOf(value: unknown): Table {
  if (!isTable(value) || typeOf(value) !== TABLE) throw wrongType(typeName(value), TABLE);
  return value;
}

function typeName(value: unknown): string {
  return value === null ? 'nil' : typeOf(value);
}
