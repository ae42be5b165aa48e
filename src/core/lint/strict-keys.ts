import type { ChartTree } from '../chart/tree.ts';
import { fieldOf, type Shape } from '../yaml/decode.ts';
import { METADATA } from '../chart/metadata-shape.ts';
import type { YamlNode } from '../yaml/node.ts';
import { finding, type Finding } from './finding.ts';

/**
 * Unknown and repeated keys anywhere in Chart.yaml. Only Helm 4 looks for them (helm
 * `chartfile.go`, validateChartYamlStrictFormat), and it stops at the first.
 */
export function* strictKeys(chart: ChartTree): Iterable<Finding> {
  if (chart.document) yield* look(METADATA, chart.document);
}

function* look(shape: Shape, node: YamlNode): Iterable<Finding> {
  const known = typeof shape === 'object' ? shape : undefined;
  if (node.kind === 'list') {
    const item = known && 'list' in known ? known.list : 'any';
    for (const each of node.items) yield* look(item, each);
  }
  if (node.kind !== 'map') return;
  for (const { key, at } of node.repeated)
    yield finding('chart.key-repeated', { path: 'Chart.yaml', ...at }, { key });
  const fields = known && 'struct' in known ? known.struct : undefined;
  for (const [key, { at, value }] of node.entries) {
    const field = fields && fieldOf(fields, key);
    if (fields && !field)
      yield finding('chart.key-unknown', { path: 'Chart.yaml', ...at }, { key });
    yield* look((field && fields?.[field]) || 'any', value);
  }
}
