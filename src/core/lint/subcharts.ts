import type { ChartTree } from '../chart/tree.ts';
import { crds } from './crds.ts';
import { unreadableSubcharts } from './dependencies.ts';
import type { Finding } from './finding.ts';
import { unreadable } from './unreadable.ts';
import { values } from './values.ts';

/** A chart in another one's charts/, at any depth. */
export interface Inner {
  /** Below the root of the outermost chart. */
  path: string;
  chart: ChartTree;
}

/** All charts in a chart's charts/ that can be read, outer ones first. */
export async function innerCharts(chart: ChartTree, root = ''): Promise<Inner[]> {
  const inner: Inner[] = [];
  for (const { path, chart: part } of await chart.subcharts()) {
    if ('fault' in part) continue;
    const own = { path: root + path, chart: part.value };
    inner.push(own, ...(await innerCharts(own.chart, `${own.path}/`)));
  }
  return inner;
}

/**
 * What keeps Helm from loading a chart for the sake of one in its charts/: Helm reads those as it
 * reads the chart itself (helm `pkg/chart/v2/loader/load.go`), and Helm 4 checks their CRDs.
 */
export async function* subcharts(chart: ChartTree): AsyncIterable<Finding> {
  for (const { path, chart: inner } of await innerCharts(chart)) {
    for (const part of inner.locks())
      if ('fault' in part) yield within(path, unreadable('lock.unreadable', part.fault));
    for (const found of values(inner))
      if (found.code !== 'values.missing') yield within(path, found);
    for await (const found of unreadableSubcharts(inner)) yield within(path, found);
    for (const found of crds(inner))
      if (found.code !== 'crds.not-folder') yield within(path, found);
  }
}

/** A finding about an inner chart, as one about the outermost. */
function within<F extends Finding>(path: string, found: F): F {
  return { ...found, path: `${path}/${found.path}` };
}
