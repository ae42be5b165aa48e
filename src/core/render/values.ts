import type { ChartTree } from '../chart/tree.ts';
import { has, isTable, newTable, type Table } from '../go/table.ts';
import { coalesce, NotATable } from './coalesce.ts';
import { processDependencies } from './dependencies.ts';
import { fullPath, loadChart, type HelmMajor, type LoadedChart } from './loaded.ts';

export type { HelmMajor } from './loaded.ts';

/** A chart as it is rendered: under which name, with which values, and with which subcharts. */
export interface ValuedChart {
  tree: ChartTree;
  /** Below the root of the outermost chart; empty for that chart itself. */
  path: string;
  /** Its alias, if it has one. */
  name: string;
  /** Where Helm says that it is: the names of the charts that it is in, and its own. */
  fullPath: string;
  /** Those of its subcharts are in it, below their names. */
  values: Table;
  /** Those that are enabled. */
  subcharts: ValuedChart[];
}

/** What comes of coalescing: no chart where Helm can't load it or what it has for a subchart. */
export type Valued =
  | { state: 'done'; chart: ValuedChart }
  | { state: 'unreadable' }
  /** `within` is the step that Helm 4 names. */
  | { state: 'no-table'; subchart: string; value: unknown; within: 'dependencies' | undefined };

export interface ValuesOptions {
  helm: HelmMajor;
  /** Values of a person's own, which have priority over the chart's. */
  overrides?: Table;
  /** As `helm lint` does it, which coalesces the values once more. */
  forLint?: boolean;
}

/**
 * The values that Helm renders a chart and its subcharts with (helm `pkg/action/install.go` and
 * `pkg/chart/v2/lint/rules/template.go`): subcharts are enabled by tags and conditions and may have
 * aliases, values are imported from them, and what the chart sets for them, `global` included, has
 * priority over their own.
 */
export async function renderValues(
  tree: ChartTree,
  { helm, overrides = newTable(), forLint = false }: ValuesOptions,
): Promise<Valued> {
  const chart = await loadChart(tree, helm);
  if (!chart) return { state: 'unreadable' };
  const options = { helm, merge: false };
  let within: 'dependencies' | undefined = 'dependencies';
  try {
    processDependencies(chart, overrides, helm);
    within = undefined;
    const once = coalesce(chart, overrides, options);
    return {
      state: 'done',
      chart: valued(chart, forLint ? coalesce(chart, once, options) : once),
    };
  } catch (error) {
    if (!(error instanceof NotATable)) throw error;
    return { state: 'no-table', subchart: error.subchart, value: error.value, within };
  }
}

function valued(chart: LoadedChart, values: Table): ValuedChart {
  const { tree, path, metadata, subcharts } = chart;
  return {
    tree,
    path,
    name: metadata.name,
    fullPath: fullPath(chart),
    values,
    subcharts: subcharts.flatMap((subchart) => {
      const { name } = subchart.metadata;
      const own = has(values, name) ? values[name] : undefined;
      return isTable(own) ? [valued(subchart, own)] : [];
    }),
  };
}
