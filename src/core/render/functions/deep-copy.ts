import { ENTRY, PLACE, spend } from '../../go/template/budget.ts';
import { isTable, newTable, type Table } from '../../go/table.ts';
import { GoList, GoMap, nameTable, namedTypeOf, type NamedType } from '../../go/value.ts';

/** A copy with copies of all lists and maps in it, of the same types (mitchellh/copystructure). */
export function deepCopy(value: unknown): unknown {
  if (Array.isArray(value)) return copyItems(value);
  if (value instanceof GoList) return new GoList(value.named ?? value.type, copyItems(value.items));
  if (value instanceof GoMap)
    return new GoMap(value.named ?? value.type, copyEntries(value.entries));
  if (value instanceof Uint8Array) {
    spend(value.length);
    return value.slice();
  }
  if (!isTable(value)) return value;
  const copy = copyEntries(value);
  const named = namedTypeOf(value) as NamedType<Table> | undefined;
  return named ? nameTable(copy, named) : copy;
}

function copyItems(items: readonly unknown[]): unknown[] {
  spend(ENTRY + PLACE * items.length);
  return items.map(deepCopy);
}

function copyEntries(entries: Table): Table {
  const copy = newTable();
  const keys = Object.keys(entries);
  spend(ENTRY * (1 + keys.length));
  for (const key of keys) copy[key] = deepCopy(entries[key]);
  return copy;
}
