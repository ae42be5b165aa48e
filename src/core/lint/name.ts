import type { ChartTree } from '../chart/tree.ts';
import { isRepositoryName } from '../oci/reference.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

/**
 * A chart's name is one path component (helm `chartfile.go`, validateChartName; `.` and `..` by
 * `Metadata.Validate`). `helm push` makes it the last component of a repository name, which allows
 * fewer characters.
 */
export function* name(chart: ChartTree): Iterable<Finding> {
  const { name = '' } = chart.written;
  const place = placeOf(chart, 'name');
  if (name === '') yield finding('chart.name-missing', place, {});
  else if (name.includes('/') || name === '.' || name === '..')
    yield finding('chart.name-invalid', place, { name });
  else if (!isRepositoryName(name)) yield finding('chart.name-not-oci', place, { name });
}
