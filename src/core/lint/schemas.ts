import type { ChartFile } from '../chart/files.ts';
import type { ChartTree } from '../chart/tree.ts';
import { renderValues, type Valued, type ValuedChart } from '../render/values.ts';
import type { YamlNode } from '../yaml/node.ts';
import { finding, type Finding } from './finding.ts';
import { placeIn } from './place.ts';
import { innerCharts, type Inner } from './subcharts.ts';
import { checkSchema, type CheckedValues, type ValuesSource } from './values-schema.ts';

/** What one command of either Helm makes of a chart's values. */
interface Command {
  helm3: Valued;
  helm4: Valued;
}

/** A chart with a schema, and its values in each command. */
interface Checked extends CheckedValues {
  byCommand: { helm3?: unknown; helm4?: unknown }[];
  inner: Inner;
}

/**
 * The values of a chart and of its subcharts against their schemas, as `helm lint` and `helm
 * template` check them: values.yaml by itself (helm `pkg/chart/v2/lint/rules/values.go`), and what
 * every chart that is enabled really gets (`pkg/chart/common/util/jsonschema.go`,
 * ValidateAgainstSchema). A chart that isn't enabled needs a schema that is JSON all the same.
 */
export async function* schemas(chart: ChartTree): AsyncIterable<Finding> {
  const inner = await innerCharts(chart);
  if (inner.length === 0 && !chart.schema) return;
  const template = await command(chart, false);
  // No library chart can be rendered, and without templates `helm lint` renders nothing.
  const isLibrary = chart.written.type === 'library';
  yield* noTables(chart, template, isLibrary);
  const commands = [
    ...(chart.templates.length > 0 ? [await command(chart, true)] : []),
    ...(isLibrary ? [] : [template]),
  ];
  const told = new Set<string>();
  for (const { inner: own, ...values } of checkedCharts(chart, inner, commands)) {
    const file = schemaOf(own);
    if (!file) continue;
    for (const found of await checkSchema(values, file)) {
      const key = JSON.stringify(found);
      const isUsed = values.byCommand.length > 0 || found.code === 'values.schema-unreadable';
      if (isUsed && !told.has(key)) yield found;
      told.add(key);
    }
  }
}

async function command(chart: ChartTree, forLint: boolean): Promise<Command> {
  return {
    helm3: await renderValues(chart, { helm: 3, forLint }),
    helm4: await renderValues(chart, { helm: 4, forLint }),
  };
}

/**
 * A value in the place of a subchart's values that isn't a map: Helm refuses to render the chart,
 * and of a library chart the charts that depend on it.
 */
function* noTables(
  chart: ChartTree,
  { helm3, helm4 }: Command,
  isLibrary: boolean,
): Iterable<Finding> {
  const stops = [helm3, helm4].map((each) =>
    each.state === 'no-table' ? each.subchart : undefined,
  );
  const isOfBoth = !stops.includes(undefined);
  const only = stops[0] === undefined ? 4 : 3;
  const refused = isLibrary ? 'dependents' : isOfBoth ? 'by-both' : only;
  for (const name of new Set(stops)) {
    if (name === undefined) continue;
    const place = placeIn('values.yaml', documentOf(chart), name);
    const severity = refused === 'by-both' ? 'error' : 'warning';
    yield finding('values.subchart-no-map', place, { name, refused }, severity);
  }
}

/** The chart and the charts in it with their values, each under each name that it has. */
function checkedCharts(
  chart: ChartTree,
  inner: readonly Inner[],
  commands: readonly Command[],
): Iterable<Checked> {
  const charts = new Map<string, Checked>();
  for (const [index, { helm3, helm4 }] of commands.entries()) {
    if (helm3.state === 'done') enter(charts, helm3.chart, index, 'helm3');
    if (helm4.state === 'done') enter(charts, helm4.chart, index, 'helm4');
  }
  const root = charts.get('') ?? { inner: { path: '', chart }, byCommand: [], sources: [] };
  const own = chart.values();
  const alone = own && 'value' in own ? [{ helm3: own.value.value, helm4: own.value.value }] : [];
  const used = new Set([...charts.values()].map((each) => each.inner.path));
  const unused = inner.filter(({ path }) => !used.has(path));
  return [
    { ...root, byCommand: [...alone, ...root.byCommand], sources: sourcesOf(chart) },
    ...[...charts.values()].filter((each) => each !== root),
    ...unused.map((each): Checked => ({ inner: each, byCommand: [], sources: [] })),
  ];
}

/** Adds a chart, and those in it that are enabled, with their values for one Helm in one command. */
function enter(
  charts: Map<string, Checked>,
  { tree, path, values, subcharts }: ValuedChart,
  index: number,
  helm: 'helm3' | 'helm4',
  names: readonly string[] = [],
  above: readonly ValuesSource[] = [],
): void {
  const key = names.length === 0 ? '' : JSON.stringify([path, ...names]);
  const sources = [...above, ...sourcesOf(tree, path === '' ? '' : `${path}/`)];
  const checked = charts.get(key) ?? {
    inner: { path, chart: tree },
    ...{ byCommand: [], sources, names },
  };
  charts.set(key, checked);
  checked.byCommand[index] = { ...checked.byCommand[index], [helm]: values };
  for (const subchart of subcharts) {
    const below = sources.map((source) => ({ ...source, names: [...source.names, subchart.name] }));
    enter(charts, subchart, index, helm, [...names, subchart.name], below);
  }
}

function sourcesOf(chart: ChartTree, root = ''): ValuesSource[] {
  return [{ path: `${root}values.yaml`, document: documentOf(chart), names: [] }];
}

function documentOf(chart: ChartTree): YamlNode | undefined {
  const values = chart.values();
  return values && 'value' in values ? values.value.document : undefined;
}

/** Helm's loader takes away a byte order mark, but its lint reads the chart's own schema itself. */
function schemaOf({ path, chart: { schema } }: Inner): ChartFile | undefined {
  if (!schema || path === '') return schema;
  const { bytes } = schema;
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { path: `${path}/${schema.path}`, bytes: hasMark ? bytes.subarray(3) : bytes };
}
