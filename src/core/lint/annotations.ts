import type { ChartTree } from '../chart/tree.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

const OCI = 'org.opencontainers.image.';

/**
 * Manifest annotations that Helm derives from Chart.yaml's fields (helm `pkg/registry/chart.go`).
 */
const FROM_FIELDS: Record<string, 'description' | 'home' | 'sources' | 'maintainers'> = {
  [`${OCI}description`]: 'description',
  [`${OCI}url`]: 'home',
  [`${OCI}source`]: 'sources',
  [`${OCI}authors`]: 'maintainers',
};
/** The manifest annotations that a chart's annotations can't override. */
const IMMUTABLE = [`${OCI}title`, `${OCI}version`];

/**
 * A chart's annotations are copied into the pushed manifest, where they override those that Helm
 * derives from the chart's fields, except two, for which the chart's values are dropped silently.
 */
export function* annotations(chart: ChartTree): Iterable<Finding> {
  for (const key of Object.keys(chart.written.annotations ?? {})) {
    const place = placeOf(chart, 'annotations', key);
    const field = FROM_FIELDS[key];
    if (field && chart.written[field]?.length)
      yield finding('chart.annotation-overrides', place, { key, field });
    if (IMMUTABLE.includes(key)) yield finding('chart.annotation-dropped', place, { key });
  }
}
