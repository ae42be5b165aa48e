import { finding, type Finding } from './finding.ts';
import { placeOfDependency, type LintedChart } from './linted-chart.ts';

const ALIAS = /^[a-zA-Z0-9_-]+$/;

/** What keeps Helm from loading a chart (helm `pkg/chart/v2/metadata.go`, `dependency.go`). */
export function* declaredDependencies(chart: LintedChart): Iterable<Finding> {
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

/**
 * Chart.yaml against charts/ (helm `dependencies.go`): a chart that isn't declared, and a
 * declaration without a chart, with which `helm package` fails.
 */
export function* presentDependencies(chart: LintedChart): Iterable<Finding> {
  const { declared, subcharts } = chart;
  yield* subcharts.faults;
  const present = new Set(subcharts.charts.map(({ name }) => name));
  for (const [i, dependency] of declared.list.entries()) {
    if (dependency && !present.has(dependency.name ?? ''))
      yield finding('dependency.missing', placeOfDependency(chart, i), {
        name: dependency.name ?? '',
      });
  }
  const wanted = new Set(declared.list.map((dependency) => dependency?.name));
  for (const { name, path } of subcharts.charts) {
    if (!wanted.has(name)) yield finding('dependency.undeclared', { path }, { name });
  }
}
