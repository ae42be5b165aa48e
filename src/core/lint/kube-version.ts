import { parseConstraint } from '../semver/constraint.ts';
import { sanitise } from '../chart/sanitise.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf, type LintedChart } from './linted-chart.ts';

/**
 * A kubeVersion that is no constraint fits no cluster: Helm says so only when the chart is
 * installed (helm `pkg/action/install.go`, `chartutil.IsCompatibleRange`).
 */
export function* kubeVersion(chart: LintedChart): Iterable<Finding> {
  const kubeVersion = sanitise(chart.metadata.kubeVersion ?? '');
  if (kubeVersion !== '' && !parseConstraint(kubeVersion))
    yield finding('chart.kube-version-invalid', placeOf(chart, 'kubeVersion'), { kubeVersion });
}
