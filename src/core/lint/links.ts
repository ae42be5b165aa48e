import type { ChartTree } from '../chart/tree.ts';
import { isRequestUrl } from './addresses.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

/** helm `chartfile.go`, validateChartSources; Helm stops at the first problem, this reports all. */
export function* sources(chart: ChartTree): Iterable<Finding> {
  for (const [i, source = ''] of (chart.written.sources ?? []).entries()) {
    if (!isRequestUrl(source))
      yield finding('chart.source-invalid', placeOf(chart, 'sources', i), { source });
  }
}

/** helm `chartfile.go`, validateChartIconPresence and validateChartIconURL. */
export function* icon(chart: ChartTree): Iterable<Finding> {
  const { icon = '' } = chart.written;
  if (icon === '') yield finding('chart.icon-missing', { path: 'Chart.yaml' }, {});
  else if (!isRequestUrl(icon))
    yield finding('chart.icon-invalid', placeOf(chart, 'icon'), { icon });
}
