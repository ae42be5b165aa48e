import { ChartroomError } from '../errors.ts';
import { byteOrder } from '../go/byte-order.ts';
import { inOneGo, type Steps } from '../slices.ts';
import type { ChartSource, SourceFile } from './files.ts';

const CHART_YAML = 'Chart.yaml';
/** Names that are meant to be Chart.yaml, and that Helm doesn't know. */
const MISNAMED = /^chart\.ya?ml$/i;
/** What a folder holds beside its Chart.yaml if it is a chart. */
const PARTS_OF_CHART = /^(?:values\.yaml|(?:templates|charts)\/.*)$/;

/** The files of one step, which takes about a millisecond. */
const FILES_A_STEP = 500;

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
  return inOneGo(findingCharts(files));
}

/** The same in steps: a folder of a thousand charts has tens of thousands of files. */
export function* findingCharts(files: readonly SourceFile[]): Steps<FoundChart[]> {
  const roots = yield* rootsOf(files);
  if (roots.size === 0) {
    throw new ChartroomError('folder.no-chart', { folder: files[0]?.path.split('/')[0] ?? '' });
  }
  const charts = new Map<string, SourceFile[]>();
  for (const [i, { path, blob }] of files.entries()) {
    if (i % FILES_A_STEP === 0) yield;
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

/** The folders that are charts, or would be if their Chart.yaml were called so. */
function* rootsOf(files: readonly SourceFile[]): Steps<ReadonlySet<string>> {
  const roots = new Set<string>();
  const misnamed = new Set<string>();
  for (const [i, { path }] of files.entries()) {
    if (i % FILES_A_STEP === 0) yield;
    const name = nameOf(path);
    if (name === CHART_YAML) roots.add(folderOf(path));
    else if (MISNAMED.test(name)) misnamed.add(folderOf(path));
  }
  // Few selections have one: the others needn't be gone through again.
  if (misnamed.size === 0) return roots;
  for (const [i, { path }] of files.entries()) {
    if (i % FILES_A_STEP === 0) yield;
    for (const folder of foldersAbove(path)) {
      const start = folder === '' ? 0 : folder.length + 1;
      if (misnamed.has(folder) && PARTS_OF_CHART.test(path.slice(start))) roots.add(folder);
    }
  }
  return roots;
}

/** The outermost folder above `path` that is the root of a chart. */
function outermost(path: string, roots: ReadonlySet<string>): string | undefined {
  for (const folder of foldersAbove(path)) if (roots.has(folder)) return folder;
  return undefined;
}

/** The folders that a file lies in, from the outermost, the selection itself, to its own. */
function* foldersAbove(path: string): Generator<string> {
  yield '';
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    yield path.slice(0, slash);
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
