import { misnamedChartYaml } from '../chart/find.ts';
import type { IgnoreRules } from '../chart/ignore.ts';
import type { ChartTree } from '../chart/tree.ts';
import type { WorkFault } from '../errors.ts';
import { absent } from './absent.ts';
import { annotations } from './annotations.ts';
import { apiVersion, chartType } from './api-version.ts';
import { crds } from './crds.ts';
import { direction } from './direction.ts';
import { declaredDependencies, presentDependencies, unreadableSubcharts } from './dependencies.ts';
import { ambiguousDependencies, dependencyVersions } from './dependency-versions.ts';
import type { FindingCode } from './codes.ts';
import { finding, type Finding } from './finding.ts';
import { ignoreRules, withLeftOut } from './ignore-rules.ts';
import { kubeVersion } from './kube-version.ts';
import { icon, sources } from './links.ts';
import { lock } from './lock.ts';
import { isFromMisfit, isMisfit, misfits } from './misfits.ts';
import { maintainers } from './maintainers.ts';
import { name } from './name.ts';
import { looseEnds, repeated, repositoryPacked, sizes } from './packed-files.ts';
import { rendered } from './rendered.ts';
import { schemas } from './schemas.ts';
import { strictKeys } from './strict-keys.ts';
import { subcharts } from './subcharts.ts';
import { templateSyntax } from './template-syntax.ts';
import { templates } from './templates.ts';
import { unreadable } from './unreadable.ts';
import { values } from './values.ts';
import { appVersion, version } from './version.ts';

/** A rule: finds problems of a chart. */
type Rule = (chart: ChartTree) => Iterable<Finding> | AsyncIterable<Finding>;

/** The rules about Chart.yaml, in the order of `helm lint`; the last two are ours. */
const OF_CHART_YAML: Rule[] = [
  ...[strictKeys, name, apiVersion, version, appVersion, maintainers, sources, icon, chartType],
  ...[kubeVersion, annotations],
];
/** The rules that compare what the chart declares, maybe in requirements.yaml, with what it has. */
const OF_DEPENDENCIES: Rule[] = [
  ...[declaredDependencies, presentDependencies, dependencyVersions, ambiguousDependencies, lock],
];
const OF_THE_REST: Rule[] = [
  values,
  schemas,
  subcharts,
  templates,
  templateSyntax,
  absent,
  crds,
  repositoryPacked,
  repeated,
  direction,
  looseEnds,
  sizes,
];

export interface LintOptions {
  /**
   * Those of .helmignore that were applied to the chart's folder; absent for an archive, which has
   * been packed already.
   */
  rules?: IgnoreRules | undefined;
  /** The paths that those rules left out. */
  ignored?: readonly string[];
  /** Templates aren't rendered, for this reason. */
  unrendered?: WorkFault | undefined;
}

/**
 * All findings about a chart before it is published: those of `helm lint` and those that matter for a
 * registry. A chart that Helm wouldn't load is checked too:
 * what can't be read hides only the findings that depend on it.
 */
export async function lint(
  chart: ChartTree,
  { rules, ignored = [], unrendered }: LintOptions = {},
): Promise<Finding[]> {
  const findings = rules ? [...ignoreRules(rules, ignored)] : [];
  const own = chart.chartYaml();
  const requirements = chart.requirements();
  if (!chart.files.has('Chart.yaml')) {
    const isIgnored = findings.some(({ code }) => code === 'chart.yaml-ignored');
    if (!isIgnored) findings.push(noChartYaml(chart));
  } else if (chart.misfits.length > 0) findings.push(...misfits(chart));
  else if ('fault' in own) findings.push(unreadable('chart.yaml-unreadable', own.fault));
  if (requirements && 'fault' in requirements)
    findings.push(unreadable('chart.yaml-unreadable', requirements.fault));
  const hasOwn = chart.document !== undefined || 'value' in own;
  const hasDeclared =
    hasOwn && (!requirements || 'value' in requirements) && !isMisfit(chart, 'dependencies');
  const applicable = [
    ...(hasOwn ? OF_CHART_YAML : []),
    ...(hasDeclared ? OF_DEPENDENCIES : [unreadableSubcharts]),
    ...OF_THE_REST,
  ];
  for (const rule of applicable)
    for await (const found of rule(chart)) if (!isFromMisfit(chart, found)) findings.push(found);
  if (unrendered) findings.push(finding('template.unfinished', { path: 'templates' }, unrendered));
  else if (!findings.some(keepsFromRendering))
    findings.push(...(await ofRendering(chart, findings)));
  return rules ? withLeftOut(findings, ignored, rules) : findings;
}

/** That a template isn't defined goes without saying where a dependency isn't there. */
async function ofRendering(chart: ChartTree, known: readonly Finding[]): Promise<Finding[]> {
  const lacksTemplates = known.some(({ code }) => code === 'dependency.missing');
  const found = await rendered(chart);
  return lacksTemplates ? found.filter((each) => !isUndefinedTemplate(each)) : found;
}

function isUndefinedTemplate({ code, args }: Finding): boolean {
  const isOfTemplate = code === 'template.failed';
  return isOfTemplate && /no template ".*" associated|template ".*" not defined/s.test(args.words);
}

/** What Helm stops at before it renders templates, or where the rendering would only say it again. */
const BEFORE_RENDERING: ReadonlySet<FindingCode> = new Set([
  ...(['values.schema-unreadable', 'values.schema-invalid', 'values.schema-mismatch'] as const),
  'template.unparsable',
]);

function keepsFromRendering({ code, severity }: Finding): boolean {
  // What is beyond the bounds of this page in one place is so in rendering, too.
  return code === 'checks.unfinished' || (severity === 'error' && BEFORE_RENDERING.has(code));
}

function noChartYaml(chart: ChartTree): Finding {
  const misnamed = misnamedChartYaml([...chart.files.values()]);
  const [path, args] = misnamed === undefined ? ['Chart.yaml', {}] : [misnamed, { misnamed }];
  return finding('chart.yaml-missing', { path }, args);
}
