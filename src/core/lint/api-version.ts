import type { ChartTree } from '../chart/tree.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

/** helm `chartfile.go`, validateChartAPIVersion: v1 or v2, and not left out. */
export function* apiVersion(chart: ChartTree): Iterable<Finding> {
  const { apiVersion = '' } = chart.written;
  const place = placeOf(chart, 'apiVersion');
  if (apiVersion === '') yield finding('chart.api-version-missing', place, {});
  else if (apiVersion !== 'v1' && apiVersion !== 'v2')
    yield finding('chart.api-version-invalid', place, { apiVersion });
}

/**
 * What only v2 charts may have in Chart.yaml (helm `chartfile.go`, validateChartType,
 * validateChartDependencies), and the types there are (`metadata.go`, isValidChartType).
 */
export function* chartType(chart: ChartTree): Iterable<Finding> {
  const { apiVersion, type = '', dependencies = [] } = chart.written;
  if (!['', 'application', 'library'].includes(type))
    yield finding('chart.type-invalid', placeOf(chart, 'type'), { type });
  if (apiVersion === 'v2') return;
  if (type !== '') yield finding('chart.type-needs-v2', placeOf(chart, 'type'), {});
  if (dependencies.length > 0)
    yield finding('chart.dependencies-need-v2', placeOf(chart, 'dependencies'), {});
}
