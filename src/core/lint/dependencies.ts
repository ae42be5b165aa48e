import { recordOf } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import { presentCharts } from '../dependencies/present.ts';
import { finding, type Finding } from './finding.ts';
import { placeOfDependency } from './place.ts';

const ALIAS = /^[a-zA-Z0-9_-]+$/;

/**
 * Declared dependencies that keep Helm from loading a chart (helm `pkg/chart/v2/metadata.go`,
 * `dependency.go`).
 */
export function* declaredDependencies(chart: ChartTree): Iterable<Finding> {
  const keys = new Set<string>();
  for (const [i, dependency] of chart.declared.list.entries()) {
    const place = placeOfDependency(chart, i);
    if (!dependency) {
      yield finding('dependency.empty', place, {});
      continue;
    }
    const { name = '', alias = '' } = dependency;
    if (alias !== '' && !ALIAS.test(alias)) {
      const at = placeOfDependency(chart, i, 'alias');
      yield finding('dependency.alias-invalid', at, { name, alias });
    }
    const key = alias || name;
    if (keys.has(key)) yield finding('dependency.duplicate', place, { name: key });
    keys.add(key);
  }
}

/** What is in charts/ but can't be read as a chart. */
export async function* unreadableSubcharts(chart: ChartTree): AsyncIterable<Finding> {
  const { faults } = await presentCharts(chart);
  for (const { path, fault } of faults)
    yield finding('dependency.subchart-unreadable', { path }, { fault: recordOf(fault.error) });
}

/**
 * Chart.yaml against charts/ (helm `dependencies.go`): charts that aren't declared, and
 * declarations without a chart, which make `helm package` fail.
 */
export async function* presentDependencies(chart: ChartTree): AsyncIterable<Finding> {
  const { declared } = chart;
  yield* unreadableSubcharts(chart);
  const { charts } = await presentCharts(chart);
  const present = new Set(charts.map(({ name }) => name));
  for (const [i, dependency] of declared.list.entries()) {
    if (dependency && !present.has(dependency.name ?? ''))
      yield finding('dependency.missing', placeOfDependency(chart, i), {
        name: dependency.name ?? '',
      });
  }
  const wanted = new Set(declared.list.map((dependency) => dependency?.name));
  for (const { name, path } of charts) {
    if (!wanted.has(name)) yield finding('dependency.undeclared', { path }, { name });
  }
}
