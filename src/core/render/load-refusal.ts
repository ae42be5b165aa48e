/** What Helm says of a chart that it can't load (helm `pkg/chart/v2/loader/load.go`, LoadFiles). */
import type { Fault } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import { isChartroomError, type ChartroomError } from '../errors.ts';
import { quote } from '../go/quote.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { HelmMajor } from './loaded.ts';

/** In the place of words that depend on the archive's reader. */
const UNREADABLE = "the chart can't be loaded";

/** The charts that Helm 4 has a loader for; one without an apiVersion is of the first. */
const API_VERSIONS: ReadonlySet<string> = new Set(['', 'v1', 'v2', 'v3']);

/** Why a chart can't be loaded, or one in it; undefined for one that can. */
export async function loadRefusal(tree: ChartTree, helm: HelmMajor): Promise<string | undefined> {
  return (helm === 4 ? await baseRefusal(tree) : undefined) ?? (await treeRefusal(tree, helm));
}

/** Helm 4 chooses a loader by the apiVersion of the outermost chart (`pkg/chart/loader/load.go`). */
async function baseRefusal(tree: ChartTree): Promise<string | undefined> {
  const file = tree.files.get('Chart.yaml');
  const isOdd = 'fault' in tree.chartYaml() || hasInfinity(tree.document);
  if (file && isOdd) {
    const { baseWords } = await import('./unreadable-words.ts');
    const words = baseWords(file);
    if (words !== undefined) return `cannot load ${file.path}: ${words}`;
  }
  return API_VERSIONS.has(tree.written.apiVersion ?? '') ? undefined : 'unsupported chart version';
}

/** JSON has no such numbers, and Helm 4 reads only the apiVersion as text. */
function hasInfinity(node: YamlNode | undefined): boolean {
  if (node?.kind === 'list') return node.items.some(hasInfinity);
  if (node?.kind === 'map')
    return [...node.entries.values()].some(({ value }) => hasInfinity(value));
  return typeof node?.value === 'number' && !Number.isFinite(node.value);
}

async function treeRefusal(tree: ChartTree, helm: HelmMajor): Promise<string | undefined> {
  const own = ownFault(tree, helm);
  if (own) return fileWords(own, tree, helm);
  const metadata = tree.metadata();
  if ('fault' in metadata) return validationWords(metadata.fault, tree);
  for (const { path, chart } of await tree.subcharts()) {
    const words = 'fault' in chart ? UNREADABLE : await treeRefusal(chart.value, helm);
    const name = path.slice('charts/'.length);
    if (words !== undefined)
      return `error unpacking subchart ${name} in ${metadata.value.name}: ${words}`;
  }
  return undefined;
}

/** The first file that can't be read, in the order in which Helm reads them. */
function ownFault(tree: ChartTree, helm: HelmMajor): Fault | undefined {
  const values = helm === 3 ? tree.values() : tree.mergedValues();
  const parts = [tree.chartYaml(), ...tree.locks(), tree.requirements(), values];
  return parts.flatMap((part) => (part && 'fault' in part ? [part.fault] : []))[0];
}

async function fileWords(
  { path, error }: Fault,
  tree: ChartTree,
  helm: HelmMajor,
): Promise<string> {
  if (error.code === 'chart.yaml-missing') return 'Chart.yaml file is missing';
  const file = tree.files.get(path);
  if (!file) return UNREADABLE;
  const { metadataWords, valuesWords } = await import('./unreadable-words.ts');
  const read = path === 'values.yaml' ? valuesWords : metadataWords;
  return `cannot load ${path}: ${read(file, helm) ?? UNREADABLE}`;
}

/** helm `pkg/chart/v2/metadata.go` and `dependency.go`, Validate. */
function validationWords({ error }: Fault, tree: ChartTree): string {
  if (isChartroomError(error, 'chart.version-invalid')) {
    const { version } = error.data;
    return `validation: chart.metadata.version ${version === '' ? 'is required' : `${quote(version)} is invalid`}`;
  }
  if (!isChartroomError(error, 'chart.metadata-invalid')) return UNREADABLE;
  const words = metadataWords(error.data, tree);
  return words === undefined ? UNREADABLE : `validation: ${words}`;
}

function metadataWords(
  fault: ChartroomError<'chart.metadata-invalid'>['data'],
  tree: ChartTree,
): string | undefined {
  const { name = '' } = tree.written;
  const [list = '', index] = fault.field.split(/[[\].]+/);
  switch (fault.reason) {
    case 'required':
      return `chart.metadata.${fault.field} is required`;
    case 'dots':
      return `chart.metadata.name ${quote(name)} is not allowed`;
    case 'slash':
      return `chart.metadata.name ${quote(name)} is invalid`;
    case 'chart-type':
      return 'chart.metadata.type must be application or library';
    case 'empty':
      return `${list} must not contain empty or null nodes`;
    case 'alias':
      return `dependency ${quote(tree.declared.list[Number(index)]?.name ?? '')} has disallowed characters in the alias`;
    case 'repeated':
      return `more than one dependency with name or alias ${quote(fault.name)}`;
    default:
      return undefined;
  }
}
