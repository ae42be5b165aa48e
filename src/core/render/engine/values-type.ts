import { GoError } from '../../go/error.ts';
import { has, isTable, newTable, type Table } from '../../go/table.ts';
import { fixed } from '../../go/template/function.ts';
import { nameTable, type NamedType } from '../../go/value.ts';
import type { HelmMajor } from '../loaded.ts';
import { tableAt, valueAt } from '../tables.ts';

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
      AsMap: (values) => fixed([], () => (Object.keys(values).length === 0 ? newTable() : values)),
      Table: (values) => fixed(['string'], (path) => named(tableOrFail(values, path))),
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
