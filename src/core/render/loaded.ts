import type { Dependency } from '../chart/metadata.ts';
import type { Part } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import type { Table } from '../go/table.ts';
import { deepCopy } from './tables.ts';

/** Which Helm's rules apply, where they differ. */
export type HelmMajor = 3 | 4;

/** A declared dependency; the fields change while dependencies are processed, as in Helm. */
export interface LoadedDependency {
  /** Its alias, once dependencies are processed. */
  name: string;
  readonly version: string;
  readonly condition: string;
  readonly tags: readonly string[];
  readonly alias: string;
  enabled: boolean;
  importValues: readonly unknown[];
}

export interface LoadedMetadata {
  name: string;
  readonly version: string;
  /** Undefined where Go's list is nil: it makes a difference to Helm. */
  dependencies: LoadedDependency[] | undefined;
}

/** A chart in memory, as Helm's loader makes it. */
export interface LoadedChart {
  readonly tree: ChartTree;
  /** Below the root of the outermost chart; empty for that chart itself. */
  readonly path: string;
  metadata: LoadedMetadata;
  values: Table;
  subcharts: LoadedChart[];
  /** The chart whose templates' names its own begin with; in Helm 3 not always that of its values. */
  parent?: LoadedChart | undefined;
}

/** helm `pkg/chart/v2/chart.go`, SetDependencies. */
export function setSubcharts(chart: LoadedChart, subcharts: LoadedChart[]): void {
  chart.subcharts = subcharts;
  for (const subchart of subcharts) subchart.parent = chart;
}

/** Where Helm says that a chart is (`chart.go`, ChartFullPath): `app/charts/db`. */
export function fullPath({ parent, metadata }: LoadedChart): string {
  return parent ? `${fullPath(parent)}/charts/${metadata.name}` : metadata.name;
}

/**
 * A chart with all of its subcharts; undefined where any part of it can't be loaded, since Helm
 * then loads nothing.
 */
export async function loadChart(
  tree: ChartTree,
  helm: HelmMajor,
  path = '',
): Promise<LoadedChart | undefined> {
  const metadata = tree.metadata();
  const values = helm === 3 ? firstValues(tree) : tree.mergedValues();
  if ('fault' in metadata || (values && 'fault' in values)) return undefined;
  if (tree.locks().some((part) => 'fault' in part)) return undefined;
  const subcharts: LoadedChart[] = [];
  for (const { path: below, chart } of await tree.subcharts()) {
    if ('fault' in chart) return undefined;
    const loaded = await loadChart(chart.value, helm, path === '' ? below : `${path}/${below}`);
    if (!loaded) return undefined;
    subcharts.push(loaded);
  }
  const { name, version, dependencies = [] } = metadata.value;
  const chart: LoadedChart = {
    tree,
    path,
    metadata: {
      name,
      version,
      dependencies: declares(tree) ? dependencies.map(loadDependency) : undefined,
    },
    values: deepCopy(values?.value ?? {}),
    subcharts,
  };
  setSubcharts(chart, subcharts);
  return chart;
}

function firstValues(tree: ChartTree): Part<Table> | undefined {
  const values = tree.values();
  return values && 'value' in values ? { value: values.value.value } : values;
}

/** Whether there is a list of dependencies at all, be it empty. */
function declares(tree: ChartTree): boolean {
  const written = tree.requirements() ?? tree.chartYaml();
  return 'value' in written && written.value.metadata.dependencies !== undefined;
}

function loadDependency(dependency: Dependency): LoadedDependency {
  const { name, version = '', condition = '', tags = [], alias = '' } = dependency;
  const importValues = dependency['import-values'] ?? [];
  return { name, version, condition, tags, alias, importValues, enabled: false };
}
