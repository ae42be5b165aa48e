import type { ChartFile } from '../chart/files.ts';
import type { ReadMetadata } from '../chart/metadata-read.ts';
import { METADATA } from '../chart/metadata-shape.ts';
import type { LooseMetadata } from '../chart/metadata-validate.ts';
import { entryAt } from '../yaml/node.ts';
import type { IgnoreRules } from '../chart/ignore.ts';
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
import type { Declared, LintedChart, Rule } from './linted-chart.ts';
import { lock } from './lock.ts';
import { maintainers } from './maintainers.ts';
import { name } from './name.ts';
import { repeated, repositoryPacked, sizes } from './packed-files.ts';
import { readStruct, readYaml, type Read } from './read-yaml.ts';
import { strictKeys } from './strict-keys.ts';
import { readSubcharts } from './subcharts.ts';
import { templates } from './templates.ts';
import { values } from './values.ts';
import { appVersion, version } from './version.ts';

/** A chart as it will be packed. */
export interface LintInput extends ReadMetadata {
  files: readonly ChartFile[];
  /** What .helmignore left out, folders with a `/` at the end. */
  ignored: readonly string[];
  /** The rules by which it did; an archive has been made already, so there they don't count. */
  rules?: IgnoreRules;
}

/** In the order in which `helm lint` goes over a chart, what Helm doesn't look at last. */
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
  ...[repositoryPacked, repeated, sizes],
];

/**
 * Everything there is to say about a chart before it is published: what `helm lint` would say
 * without rendering templates, and what matters on the way to a registry. Charts that Helm
 * wouldn't load are taken too: without their metadata Chart.yaml is read here.
 */
export async function lint(
  input: Pick<LintInput, 'files'> & Partial<LintInput>,
): Promise<Finding[]> {
  const files = new Map(input.files.map((file) => [file.path, file]));
  const chartYaml = files.get('Chart.yaml');
  const ignoring = input.rules ? [...ignoreRules(input.rules)] : [];
  if (!chartYaml) {
    const isIgnored = ignoring.some(({ code }) => code === 'chart.yaml-ignored');
    if (!isIgnored) ignoring.push(finding('chart.yaml-missing', { path: 'Chart.yaml' }, {}));
    return ignoring;
  }
  const chart = await read(input, files, chartYaml);
  if ('fault' in chart) return [...ignoring, chart.fault];
  const findings = ignoring;
  for (const rule of RULES) findings.push(...(await rule(chart.value)));
  return findings;
}

async function read(
  input: Partial<LintInput>,
  files: LintedChart['files'],
  chartYaml: ChartFile,
): Promise<Read<LintedChart>> {
  const code = 'chart.yaml-unreadable';
  const parsed = input.document ? { value: input.document } : readYaml(chartYaml, code);
  if ('fault' in parsed) return parsed;
  const document = parsed.value;
  const metadata = readStruct<LooseMetadata>(METADATA, document, {}, 'Chart.yaml', code);
  if ('fault' in metadata) return metadata;
  const own = { list: metadata.value.dependencies ?? [], path: 'Chart.yaml', document };
  const declared = declaredBy(files.get('requirements.yaml'), metadata.value) ?? { value: own };
  if ('fault' in declared) return declared;
  return {
    value: {
      files,
      document,
      metadata: metadata.value,
      declared: declared.value,
      subcharts: await readSubcharts(files.values()),
      loaded: input.metadata && (input.metadata.dependencies ?? []),
    },
  };
}

/** What requirements.yaml says on top of Chart.yaml; undefined where it declares nothing. */
function declaredBy(
  file: ChartFile | undefined,
  metadata: LooseMetadata,
): Read<Declared> | undefined {
  if (!file) return undefined;
  const code = 'chart.yaml-unreadable';
  const parsed = readYaml(file, code);
  if ('fault' in parsed) return parsed;
  if (!entryAt(parsed.value, 'dependencies')) return undefined;
  const merged = readStruct(METADATA, parsed.value, metadata, file.path, code);
  if ('fault' in merged) return merged;
  const list = merged.value.dependencies ?? [];
  return { value: { list, path: file.path, document: parsed.value } };
}
