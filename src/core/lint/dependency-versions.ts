import type { ChartTree } from '../chart/tree.ts';
import { presentCharts } from '../dependencies/present.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { finding, type Finding } from './finding.ts';
import { placeOfDependency } from './place.ts';

/**
 * A declared version is a constraint: an unreadable one stops `helm dependency build` (helm
 * `internal/resolver/resolver.go`), and one that the chart in charts/ doesn't satisfy makes Helm
 * ignore the rest of the declaration, its condition and alias
 * (`pkg/chart/v2/util/dependencies.go`).
 */
export async function* dependencyVersions(chart: ChartTree): AsyncIterable<Finding> {
  const { charts } = await presentCharts(chart);
  for (const [i, dependency] of chart.declared.list.entries()) {
    if (!dependency) continue;
    const { name = '', version = '' } = dependency;
    const place = placeOfDependency(chart, i, 'version');
    const constraint = parseConstraint(version);
    if (!constraint) {
      yield finding('dependency.version-invalid', place, { name, version });
      continue;
    }
    const present = charts.filter((subchart) => subchart.name === name);
    if (present.length === 0 || present.some((subchart) => constraint.accepts(subchart.version)))
      continue;
    const found = present.map((subchart) => subchart.version).join(', ');
    yield finding('dependency.version-mismatch', place, { name, declared: version, found });
  }
}

/**
 * Several charts of one name in charts/, unless each declaration fits exactly one of them:
 * otherwise Helm takes one at random, or the values of one with the templates of another
 * (`pkg/chart/v2/util/dependencies.go`, processDependencyEnabled).
 */
export async function* ambiguousDependencies(chart: ChartTree): AsyncIterable<Finding> {
  const { charts } = await presentCharts(chart);
  for (const name of new Set(charts.map((subchart) => subchart.name))) {
    const same = charts.filter((subchart) => subchart.name === name);
    const fitting = chart.declared.list
      .filter((dependency) => dependency?.name === name)
      .map((dependency) => parseConstraint(dependency?.version ?? ''))
      .map((range) => same.filter(({ version }) => range?.accepts(version)));
    const isClear = same.every((subchart) =>
      fitting.some((fits) => fits.length === 1 && fits[0] === subchart),
    );
    const [first, second] = same;
    if (isClear || !first || !second) continue;
    const paths = same.map(({ path }) => path).join(', ');
    yield finding('dependency.ambiguous', { path: second.path }, { name, paths });
  }
}
