import { ChartroomError } from '../errors.ts';
import { byteOrder } from '../go/byte-order.ts';
import type { ChartSource, SourceFile } from './files.ts';

const CHART_YAML = 'Chart.yaml';
/** Names that are meant to be Chart.yaml, and that Helm doesn't know. */
const MISNAMED = /^chart\.ya?ml$/i;
/** What a folder holds beside its Chart.yaml if it is a chart. */
const PARTS_OF_CHART = /^(?:values\.yaml|(?:templates|charts)\/.*)$/;

/** A chart in a selection. */
export interface FoundChart extends ChartSource {
  /** Its folder's path in the selection. */
  root: string;
}

/**
 * Every chart in a selection, at any depth, by path. A path starts with the name of the folder that
 * was selected. The outermost Chart.yaml defines the chart, as for `helm package`: charts below it,
 * in charts/ or elsewhere, belong to it. So do those below a chart whose Chart.yaml is called
 * otherwise: none of them is what was chosen. If there is no chart, that is `folder.no-chart`.
 */
export function findCharts(files: readonly SourceFile[]): FoundChart[] {
  const roots = new Set([
    ...files.filter(({ path }) => nameOf(path) === CHART_YAML).map(({ path }) => folderOf(path)),
    ...chartsWithoutName(files),
  ]);
  if (roots.size === 0) {
    throw new ChartroomError('folder.no-chart', { folder: files[0]?.path.split('/')[0] ?? '' });
  }
  const charts = new Map<string, SourceFile[]>();
  for (const { path, blob } of files) {
    const root = outermost(path, roots);
    if (root === undefined) continue;
    const own = charts.get(root) ?? [];
    charts.set(root, own);
    own.push({ path: root === '' ? path : path.slice(root.length + 1), blob });
  }
  const folder = charts.size === 1 ? nameOf : (root: string) => root;
  return [...charts]
    .sort(([a], [b]) => byteOrder(a, b))
    .map(([root, own]) => ({ folder: folder(root), root, files: own }));
}

/** The chart in one folder of a selection, wherever that is; undefined where there is none. */
export function chartAt(files: readonly SourceFile[], root: string): ChartSource | undefined {
  const below = root === '' ? '' : `${root}/`;
  const own = files
    .filter(({ path }) => path.startsWith(below))
    .map(({ path, blob }) => ({ path: path.slice(below.length), blob }));
  return own.some(({ path }) => path === CHART_YAML)
    ? { folder: nameOf(root), files: own }
    : undefined;
}

/** The name that a folder's Chart.yaml has instead; undefined if it isn't there at all. */
export function misnamedChartYaml(files: readonly { path: string }[]): string | undefined {
  const names = files.map(({ path }) => path);
  return names.includes(CHART_YAML) ? undefined : names.find((path) => MISNAMED.test(path));
}

/** Folders that would be charts if their Chart.yaml were called so. */
function chartsWithoutName(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => MISNAMED.test(nameOf(path)))
    .map(({ path }) => folderOf(path))
    .filter((folder) => {
      const start = folder === '' ? '' : `${folder}/`;
      return files.some(
        ({ path }) => path.startsWith(start) && PARTS_OF_CHART.test(path.slice(start.length)),
      );
    });
}

/** The outermost folder above `path` that is the root of a chart. */
function outermost(path: string, roots: ReadonlySet<string>): string | undefined {
  if (roots.has('')) return '';
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash);
    if (roots.has(folder)) return folder;
  }
  return undefined;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
