import type { IgnoreRules } from '../chart/ignore.ts';
import type { Fault } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import { annotations } from './annotations.ts';
import { apiVersion, chartType } from './api-version.ts';
import { crds } from './crds.ts';
import { declaredDependencies, presentDependencies } from './dependencies.ts';
import { ambiguousDependencies, dependencyVersions } from './dependency-versions.ts';
import { filesGet } from './files-get.ts';
import { finding, type Finding } from './finding.ts';
import { ignoreRules } from './ignore-rules.ts';
import { kubeVersion } from './kube-version.ts';
import { icon, sources } from './links.ts';
import { lock } from './lock.ts';
import { maintainers } from './maintainers.ts';
import { name } from './name.ts';
import { looseEnds, repeated, repositoryPacked, sizes } from './packed-files.ts';
import { strictKeys } from './strict-keys.ts';
import { templates } from './templates.ts';
import { unreadable } from './unreadable.ts';
import { values } from './values.ts';
import { appVersion, version } from './version.ts';

/** A rule: finds problems of a chart. */
type Rule = (chart: ChartTree) => Iterable<Finding> | AsyncIterable<Finding>;

/** In the order of `helm lint`, followed by the rules that Helm doesn't have. */
const RULES: Rule[] = [
  ...[strictKeys, name, apiVersion, version, appVersion, maintainers, sources, icon, chartType],
  ...[kubeVersion, annotations, values, templates, filesGet],
  ...[
    declaredDependencies,
    presentDependencies,
    dependencyVersions,
    ambiguousDependencies,
    lock,
    crds,
  ],
  ...[repositoryPacked, repeated, looseEnds, sizes],
];

/**
 * All findings about a chart before it is published: those of `helm lint` that don't need templates
 * rendered, and those that matter for a registry. It also accepts charts that Helm wouldn't load.
 *
 * @param rules those of .helmignore that were applied to the chart's folder; absent for an archive,
 *   which has been packed already
 */
export async function lint(chart: ChartTree, rules?: IgnoreRules): Promise<Finding[]> {
  const findings = rules ? [...ignoreRules(rules)] : [];
  if (!chart.files.has('Chart.yaml')) {
    const isIgnored = findings.some(({ code }) => code === 'chart.yaml-ignored');
    if (!isIgnored) findings.push(finding('chart.yaml-missing', { path: 'Chart.yaml' }, {}));
    return findings;
  }
  const fault = faultOf(chart);
  if (fault) return [...findings, unreadable('chart.yaml-unreadable', fault)];
  for (const rule of RULES) for await (const found of rule(chart)) findings.push(found);
  return findings;
}

/** The fault of Chart.yaml or requirements.yaml, if one can't be read. */
function faultOf(chart: ChartTree): Fault | undefined {
  return [chart.chartYaml(), chart.requirements()]
    .filter((part) => part !== undefined)
    .find((part) => 'fault' in part)?.fault;
}
