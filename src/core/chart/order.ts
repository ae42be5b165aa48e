import { byteOrder } from '../go/byte-order.ts';
import { decodeText } from './decode-text.ts';
import type { ChartFile } from './files.ts';
import { loadOrder } from './load-order.ts';
import { decodeMetadata } from './metadata-read.ts';

/** The files that a chart's archive starts with, in this order. */
const FIRST = ['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json'];

/**
 * A chart's files in the order in which `helm package` writes them, without those that it
 * leaves out (helm `pkg/chart/v2/util/save.go`, `loader/load.go`): Chart.yaml, Chart.lock,
 * values.yaml, values.schema.json, templates, other files, and last the subcharts by name, each
 * in the same order.
 *
 * Helm re-writes what it packs, we pack files as they are. So that both load as the same
 * chart, what Helm would merge or unpack is kept: requirements.yaml and requirements.lock of a
 * v2 chart among the other files, and `charts/<name>.tgz` in its place among the subcharts.
 */
export function packingOrder(files: readonly ChartFile[]): {
  files: ChartFile[];
  leftOut: string[];
} {
  const ordered: ChartFile[] = [];
  const leftOut = new Set<string>();
  place([...files].sort(loadOrder), '', ordered, leftOut);
  return { files: ordered, leftOut: [...leftOut].sort(byteOrder) };
}

/**
 * Puts the files of the chart at `root` into their order. Where that is an archive in charts/
 * it is a file itself, and the only one.
 */
function place(files: ChartFile[], root: string, ordered: ChartFile[], leftOut: Set<string>): void {
  const below = (path: string) => path.slice(root.length);
  const first = FIRST.map((name) => files.find(({ path }) => below(path) === name));
  const templates: ChartFile[] = [];
  const others: ChartFile[] = [];
  const subcharts = new Map<string, ChartFile[]>();
  for (const file of files) {
    if (first.includes(file)) continue;
    const [top = '', name = '', ...rest] = below(file.path).split('/');
    if (top === 'templates' && name !== '') templates.push(file);
    // A provenance file belongs to the chart it is found in, however deep.
    else if (top !== 'charts' || name === '' || file.path.endsWith('.prov')) others.push(file);
    else if (/^[_.]/.test(name)) leftOut.add(`${root}charts/${name}${rest.length > 0 ? '/' : ''}`);
    else append(subcharts, name, file);
  }
  const [chartYaml, lock] = first;
  if (lock && !mayHaveLock(chartYaml)) {
    first[1] = undefined;
    leftOut.add(lock.path);
  }
  ordered.push(...first.filter((file) => file !== undefined), ...templates, ...others);
  for (const [name, own] of [...subcharts].sort(([a], [b]) => byteOrder(a, b))) {
    place(own, `${root}charts/${name}/`, ordered, leftOut);
  }
}

function append(subcharts: Map<string, ChartFile[]>, name: string, file: ChartFile): void {
  const own = subcharts.get(name);
  if (own) own.push(file);
  else subcharts.set(name, [file]);
}

/** Only v2 charts have a Chart.lock; where Chart.yaml can't be read nothing is left out. */
function mayHaveLock(chartYaml: ChartFile | undefined): boolean {
  if (!chartYaml) return true;
  try {
    const { loose } = decodeMetadata(decodeText(chartYaml.bytes, chartYaml.path));
    return loose.apiVersion === 'v2';
  } catch {
    return true;
  }
}
