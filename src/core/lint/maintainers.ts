import type { ChartTree } from '../chart/tree.ts';
import { isEmail, isUrl } from './addresses.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

/**
 * helm `chartfile.go`, validateChartMaintainer; Helm stops at the first problem, this reports all.
 */
export function* maintainers(chart: ChartTree): Iterable<Finding> {
  for (const [i, maintainer] of (chart.written.maintainers ?? []).entries()) {
    const place = placeOf(chart, 'maintainers', i);
    const { name = '', email = '', url = '' } = maintainer ?? {};
    if (!maintainer) yield finding('chart.maintainer-empty', place, {});
    else if (name === '') yield finding('chart.maintainer-unnamed', place, {});
    else if (email !== '' && !isEmail(email))
      yield finding('chart.maintainer-email', placeOf(chart, 'maintainers', i, 'email'), {
        email,
        name,
      });
    else if (url !== '' && !isUrl(url))
      yield finding('chart.maintainer-url', placeOf(chart, 'maintainers', i, 'url'), { url, name });
  }
}
