import { byteOrder } from '../go/byte-order.ts';
import type { ChartFile } from './files.ts';
import { loadOrder } from './load-order.ts';
import { NAMED, partsOf } from './parts.ts';
import { ChartTree } from './tree.ts';

/**
 * A chart's files in the order in which `helm package` writes them, without those that it leaves
 * out (helm `pkg/chart/v2/util/save.go`, `loader/load.go`): Chart.yaml, Chart.lock, values.yaml,
 * values.schema.json, templates, other files, and last the subcharts by name, each in the same
 * order.
 *
 * Helm rewrites what it packs, we pack files as they are. So that both load as the same chart,
 * files that Helm would merge or unpack are kept: requirements.yaml and requirements.lock of a v2
 * chart among the other files, and `charts/<name>.tgz` in its place among the subcharts.
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
 * Puts the files of the chart at `root` into their order. If that is an archive in charts/, the
 * root is itself the only file.
 */
function place(files: ChartFile[], root: string, ordered: ChartFile[], leftOut: Set<string>): void {
  const { named, templates, others, charts, passedOver } = partsOf(files, root);
  for (const path of passedOver) leftOut.add(root + path);
  for (const name of NAMED) {
    const file = named.get(name);
    if (file && name === 'Chart.lock' && isDropped(file, named.get('Chart.yaml'))) {
      leftOut.add(file.path);
    } else if (file) {
      ordered.push(file);
    }
  }
  ordered.push(...templates, ...others);
  for (const [name, own] of [...charts].sort(([a], [b]) => byteOrder(a, b))) {
    place(own, `${root}charts/${name}/`, ordered, leftOut);
  }
}

/**
 * Only v2 charts have a Chart.lock. Nothing is left out of a chart that Helm can't load, so that the
 * checks find the fault.
 */
function isDropped(lock: ChartFile, chartYaml: ChartFile | undefined): boolean {
  if (!chartYaml) return false;
  const tree = new ChartTree([
    { ...lock, path: 'Chart.lock' },
    { ...chartYaml, path: 'Chart.yaml' },
  ]);
  const written = tree.chartYaml();
  if ('fault' in written || tree.locks().some((part) => 'fault' in part)) return false;
  return written.value.metadata.apiVersion !== 'v2';
}
