import type { ChartTree } from '../chart/tree.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { sanitise } from '../chart/sanitise.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

/**
 * A kubeVersion that isn't a constraint matches no cluster: Helm reports this only when the chart
 * is installed (helm `pkg/action/install.go`, `chartutil.IsCompatibleRange`).
 */
export function* kubeVersion(chart: ChartTree): Iterable<Finding> {
  const kubeVersion = sanitise(chart.written.kubeVersion ?? '');
  if (kubeVersion !== '' && !parseConstraint(kubeVersion))
    yield finding('chart.kube-version-invalid', placeOf(chart, 'kubeVersion'), { kubeVersion });
}
