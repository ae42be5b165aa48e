import type { ChartTree } from '../chart/tree.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

const OCI = 'org.opencontainers.image.';

/** Manifest annotations that Helm makes of Chart.yaml's fields (helm `pkg/registry/chart.go`). */
const FROM_FIELDS: Record<string, 'description' | 'home' | 'sources' | 'maintainers'> = {
  [`${OCI}description`]: 'description',
  [`${OCI}url`]: 'home',
  [`${OCI}source`]: 'sources',
  [`${OCI}authors`]: 'maintainers',
};
/** Those that a chart's annotations can't change. */
const IMMUTABLE = [`${OCI}title`, `${OCI}version`];

/**
 * A chart's annotations are copied into the manifest that is pushed: over those that Helm makes of
 * the chart's fields, but for two, whose values are dropped without a word.
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
