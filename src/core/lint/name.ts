import { isRepositoryName } from '../oci/reference.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf, type LintedChart } from './linted-chart.ts';

/**
 * A chart's name is one path component (helm `chartfile.go`, validateChartName; `.` and `..` by
 * `Metadata.Validate`). `helm push` makes it the last component of a repository, which takes less.
 */
export function* name(chart: LintedChart): Iterable<Finding> {
  const { name = '' } = chart.metadata;
  const place = placeOf(chart, 'name');
  if (name === '') yield finding('chart.name-missing', place, {});
  else if (name.includes('/') || name === '.' || name === '..')
    yield finding('chart.name-invalid', place, { name });
  else if (!isRepositoryName(name)) yield finding('chart.name-not-oci', place, { name });
}
