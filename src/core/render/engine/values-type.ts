import { GoError } from '../../go/error.ts';
import { has, isTable, newTable, type Table } from '../../go/table.ts';
import { fixed } from '../../go/template/function.ts';
import { nameTable, type NamedType } from '../../go/value.ts';
import type { HelmMajor } from '../loaded.ts';
import { tableAt, valueAt } from '../tables.ts';

/**
 * The same table, which may have another type here: in Go a type belongs to what holds a map. The
 * values of a subchart are a plain map among those of the chart that it is in.
 */
export function viewOf(table: Table): Table {
  return new Proxy(table, {});
}

/** Gives tables the type that values have in a Helm, with its methods (helm `pkg/chart/common/values.go`). */
export function valuesType(
  helm: HelmMajor,
  toYaml: (value: unknown) => string,
): (table: Table) => Table {
  const type: NamedType<Table> = {
    name: helm === 3 ? 'chartutil.Values' : 'common.Values',
    underlying: 'map[string]interface {}',
    methods: {
      YAML: (values) => fixed([], () => `${toYaml(values)}\n`),
      AsMap: (values) =>
        fixed([], () => (Object.keys(values).length === 0 ? newTable() : viewOf(values))),
      Table: (values) => fixed(['string'], (path) => named(viewOf(tableOrFail(values, path)))),
      PathValue: (values) => fixed(['string'], (path) => valueOrFail(values, path)),
    },
  };
  const named = (table: Table) => nameTable(table, type);
  return named;
}

function tableOrFail(values: Table, path: string): Table {
  let at = values;
  for (const name of path.split('.')) {
    const next = has(at, name) ? at[name] : undefined;
    if (!isTable(next)) throw new GoError(`${JSON.stringify(name)} is not a table`);
    at = next;
  }
  return at;
}

function valueOrFail(values: Table, path: string): unknown {
  if (path === '') throw new GoError('YAML path cannot be empty');
  const value = valueAt(values, path);
  if (value !== undefined) return value;
  const dot = path.lastIndexOf('.');
  const parent = path.slice(0, Math.max(dot, 0));
  if (dot >= 0 && !tableAt(values, parent))
    throw new GoError(`${JSON.stringify(parent.split('.').at(-1))} is not a table`);
  throw new GoError(`${JSON.stringify(path.slice(dot + 1))} is not a value`);
}
