import type { ChartTree } from '../chart/tree.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { sanitise } from '../chart/sanitise.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

/**
 * A kubeVersion that isn't a constraint matches no cluster: Helm reports this only when the chart
 * is installed or rendered (helm `pkg/action/install.go`, `chartutil.IsCompatibleRange`), which no
 * library chart is.
 */
export function* kubeVersion(chart: ChartTree): Iterable<Finding> {
  const kubeVersion = sanitise(chart.written.kubeVersion ?? '');
  if (kubeVersion === '' || parseConstraint(kubeVersion)) return;
  const place = placeOf(chart, 'kubeVersion');
  const severity = chart.written.type === 'library' ? 'warning' : 'error';
  yield finding('chart.kube-version-invalid', place, { kubeVersion }, severity);
}
