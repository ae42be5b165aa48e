import type { Fault } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';

/** A chart in charts/, by what its Chart.yaml says. */
export interface PresentChart {
  name: string;
  version: string;
  /** Its folder or archive, below the chart's root. */
  path: string;
}

/** What charts/ holds: the charts, and why anything else there can't be loaded as one. */
export interface PresentCharts {
  charts: PresentChart[];
  faults: { path: string; fault: Fault }[];
}

/** What of `chart`'s charts/ Helm loads. */
export async function presentCharts(chart: ChartTree): Promise<PresentCharts> {
  const present: PresentCharts = { charts: [], faults: [] };
  for (const { path, chart: subchart } of await chart.subcharts()) {
    const metadata = 'fault' in subchart ? subchart : subchart.value.metadata();
    if ('fault' in metadata) present.faults.push({ path, fault: metadata.fault });
    else present.charts.push({ path, name: metadata.value.name, version: metadata.value.version });
  }
  return present;
}
