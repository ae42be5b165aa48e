/**
 * Which subcharts take part, under which names, and what a chart imports of their values (helm
 * `pkg/chart/v2/util/dependencies.go`, ProcessDependencies; of Helm 3 ProcessDependenciesWithMerge).
 */
import { has, newTable, type Table } from '../go/table.ts';
import { isRecord } from '../json.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { coalesce } from './coalesce.ts';
import { setSubcharts, type HelmMajor, type LoadedChart, type LoadedDependency } from './loaded.ts';
import { deepCopy, fill, tableAt, valueAt } from './tables.ts';

/** Changes `chart` as Helm does before it renders it. May throw `NotATable`. */
export function processDependencies(chart: LoadedChart, overrides: Table, helm: HelmMajor): void {
  enable(chart, overrides, helm, '');
  importValues(chart, helm);
}

/** processDependencyEnabled. */
function enable(chart: LoadedChart, values: Table, helm: HelmMajor, path: string): void {
  const { dependencies } = chart.metadata;
  // Nothing below is looked at either.
  if (!dependencies) return;
  const undeclared = chart.subcharts.filter(
    (subchart) => !dependencies.some((dependency) => fits(dependency, subchart)),
  );
  const declared: LoadedChart[] = [];
  for (const dependency of dependencies) {
    const subchart = chart.subcharts.find((one) => fits(dependency, one));
    if (subchart) declared.push(instanceOf(subchart, dependency, helm));
    if (dependency.alias !== '') dependency.name = dependency.alias;
  }
  setSubcharts(chart, [...undeclared, ...declared]);
  const coalesced = coalesce(chart, values, { helm, merge: false });
  const tags = tableAt(coalesced, 'tags') ?? newTable();
  for (const dependency of dependencies) decide(dependency, tags, coalesced, path);
  const disabled = new Set(dependencies.filter(({ enabled }) => !enabled).map(({ name }) => name));
  const enabled = chart.subcharts.filter(({ metadata }) => !disabled.has(metadata.name));
  for (const subchart of enabled)
    enable(subchart, coalesced, helm, `${path}${subchart.metadata.name}.`);
  const left = dependencies.filter(({ name }) => !disabled.has(name));
  chart.metadata.dependencies = left.length > 0 ? left : undefined;
  setSubcharts(chart, enabled);
}

function fits({ name, version }: LoadedDependency, { metadata }: LoadedChart): boolean {
  return metadata.name === name && (parseConstraint(version)?.accepts(metadata.version) ?? false);
}

/**
 * getAliasDependency: the same chart may be there under several names. Helm 3 copies neither its
 * dependencies nor its subcharts, so that the first instance changes those of the next.
 */
function instanceOf(
  subchart: LoadedChart,
  { alias }: LoadedDependency,
  helm: HelmMajor,
): LoadedChart {
  const { metadata } = subchart;
  const { dependencies } = metadata;
  const named = { ...metadata, name: alias || metadata.name };
  if (helm === 3) return { ...subchart, metadata: named };
  named.dependencies = dependencies?.map((each) => ({ ...each }));
  const instance = { ...subchart, metadata: named };
  setSubcharts(
    instance,
    subchart.subcharts.map((each) => ({ ...each })),
  );
  return instance;
}

/**
 * Whether a dependency is enabled: by the first condition whose value is a boolean, else by its
 * tags, of which one that is true is enough (processDependencyTags, processDependencyConditions).
 */
function decide(dependency: LoadedDependency, tags: Table, values: Table, path: string): void {
  const flags = dependency.tags.flatMap((tag) => (has(tags, tag) ? [tags[tag]] : []));
  dependency.enabled = flags.includes(true) || !flags.includes(false);
  for (const condition of trim(dependency.condition).split(',')) {
    const value = condition === '' ? undefined : valueAt(values, path + condition);
    if (typeof value !== 'boolean') continue;
    dependency.enabled = value;
    return;
  }
}

/** Go's `strings.TrimSpace`. */
function trim(text: string): string {
  return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
}

/** processDependencyImportValues: from the innermost charts outwards. */
function importValues(chart: LoadedChart, helm: HelmMajor): void {
  for (const subchart of chart.subcharts) importValues(subchart, helm);
  const { dependencies } = chart.metadata;
  if (!dependencies) return;
  const values = coalesce(chart, newTable(), { helm, merge: true });
  let imported = newTable();
  for (const dependency of dependencies) {
    for (const entry of dependency.importValues) {
      const { child, parent } = importOf(entry) ?? {};
      const table =
        child === undefined ? undefined : tableAt(values, `${dependency.name}.${child}`);
      if (table && parent !== undefined)
        imported = fill(imported, within(parent, asMap(table)), true);
    }
    // Where Helm 3 shares a dependency between two instances, its imports are found only once.
    dependency.importValues = [];
  }
  chart.values = fill(deepCopy(values), imported, true);
}

/**
 * helm `pkg/chart/common/values.go`, AsMap: a table that is empty isn't the chart's own, so that it
 * stays empty when more is imported to the same place.
 */
function asMap(table: Table): Table {
  return Object.keys(table).length === 0 ? newTable() : table;
}

/** An entry of `import-values`: the name of an export, or where from and where to. */
function importOf(entry: unknown): { child: string; parent: string } | undefined {
  if (typeof entry === 'string') return { child: `exports.${entry}`, parent: '.' };
  if (!isRecord(entry)) return undefined;
  return { child: printed(entry['child']), parent: printed(entry['parent']) };
}

/** Go's `%v` of what isn't a list or a map. */
function printed(value: unknown): string {
  return value === undefined || value === null ? '<nil>' : String(value);
}

/** Tables within tables along a path, the last of which is `table`. */
function within(path: string, table: Table): Table {
  if (path === '.') return table;
  return path.split('.').reduceRight((inner, key) => {
    const outer = newTable();
    outer[key] = inner;
    return outer;
  }, table);
}
