/** How a chart is installed, or used where it isn't made for that. */
import { archiveName } from '../core/chart/archive-name.ts';
import type { ChartMetadata } from '../core/chart/metadata.ts';
import type { StoredFormat } from '../core/formats/format.ts';
import { tagOf, type Reference } from '../core/oci/reference.ts';
import { helmChart, helmCommand, type CommandSubject } from './commands.ts';
import { shellWord } from './shell.ts';

export interface Installation {
  /** What the text is for. */
  label: string;
  /** The command, or the lines for Chart.yaml. */
  text: string;
  /** The `helm pull` beside it. */
  pull?: string | undefined;
  /** What has to be known before. */
  note?: string | undefined;
}

/** The clients that take a format as it is stored, for those that today's Helm doesn't take. */
const TAKEN_BY: Partial<Record<StoredFormat, string>> = {
  'two-layer': 'ORAS takes this format as it is stored, no Helm does.',
  'single-layer': 'ORAS takes this format as it is stored, no Helm does.',
  'layer-pair': 'ORAS takes this format as it is stored, no Helm does.',
  'helm-3-alpha': 'Only the alpha versions of Helm 3 take this format as it is stored.',
  'helm-3-beta': 'Only the beta versions of Helm 3 take this format as it is stored.',
};

/**
 * How `chart` is installed from `subject`, the place where a registry has it, or from the chart
 * repository at an address; from its file, if neither is known. A library chart becomes a dependency of another one instead.
 */
export function installation(
  chart: Pick<ChartMetadata, 'name' | 'version' | 'type'>,
  subject: CommandSubject | undefined,
  repository?: string,
): Installation {
  if (chart.type === 'library') return asDependency(chart, subject, repository);
  const from = helmSubject(chart, subject, repository);
  const install = { label: 'Install', text: `helm install ${releaseName(chart.name)} ${from}` };
  if (repository !== undefined) return { ...install, pull: `helm pull ${from}` };
  const pull = subject && helmCommand(subject);
  if (pull !== undefined) return { ...install, pull };
  const taken = subject && TAKEN_BY[subject.format];
  const note = taken ? `${taken} Download the .tgz first.` : 'Download the .tgz first.';
  return { ...install, note };
}

/**
 * What Helm's commands find a chart by, with their options: at a registry, in a chart repository, or
 * else as a file.
 */
export function helmSubject(
  chart: Pick<ChartMetadata, 'name' | 'version'>,
  subject: CommandSubject | undefined,
  repository?: string,
): string {
  const { name, version } = chart;
  if (repository !== undefined)
    return `${shellWord(name)} --repo ${shellWord(repository)} --version ${shellWord(version)}`;
  const place = subject && helmChart(subject);
  return place ?? shellWord(`./${archiveName(chart).replaceAll('/', '_')}`);
}

/**
 * A name for a release of the chart: lower case, as in DNS, up to 53 letters (helm
 * `pkg/chart/v2/util/validate_name.go`). Helm's own `--generate-name` fails for other names of
 * charts.
 */
export function releaseName(chart: string): string {
  const name = chart.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return name.slice(0, 53).replace(/^-+|-+$/g, '') || 'my-release';
}

/**
 * A dependency on a library chart: Helm looks for it below `repository` by its name, in its version
 * (helm `pkg/downloader/manager.go`). From any other place it goes into charts/ as a file.
 */
function asDependency(
  { name, version }: Pick<ChartMetadata, 'name' | 'version'>,
  subject: CommandSubject | undefined,
  repository: string | undefined,
): Installation {
  const label = 'Below dependencies in Chart.yaml';
  const parent =
    repository ?? (subject && helmChart(subject) && parentOf(subject.reference, name, version));
  const lines = [`- name: ${yaml(name)}`, `  version: ${yaml(version)}`];
  if (parent === undefined) {
    const note =
      'A library isn’t installed. Download the .tgz into charts/ of the chart that uses it.';
    return { label, text: lines.join('\n'), note };
  }
  const text = [...lines, `  repository: ${yaml(parent)}`].join('\n');
  return { label, text, pull: subject && helmCommand(subject) };
}

/** The address that Helm finds the chart below; undefined if it doesn't by name and version. */
function parentOf({ registry, repository, tag }: Reference, name: string, version: string) {
  const path = `${registry}/${repository}`;
  const isFound = path.endsWith(`/${name}`) && tag === tagOf(version);
  return isFound ? `oci://${path.slice(0, -name.length - 1)}` : undefined;
}

/** A string in YAML: in double quotes, since JSON's strings are YAML's too, unless it is plain. */
function yaml(text: string): string {
  return /^(?:oci:\/\/)?[a-z][\w./:-]*\w$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/.test(text)
    ? text
    : JSON.stringify(text);
}
