import type { Fault } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';

/** A chart in charts/, described by its Chart.yaml. */
export interface PresentChart {
  name: string;
  version: string;
  /** Its folder or archive, below the chart's root. */
  path: string;
}

/** The charts in charts/, and the reasons why other entries can't be loaded. */
export interface PresentCharts {
  charts: PresentChart[];
  faults: { path: string; fault: Fault }[];
}

/** What Helm loads from `chart`'s charts/. */
export async function presentCharts(chart: ChartTree): Promise<PresentCharts> {
  const present: PresentCharts = { charts: [], faults: [] };
  for (const { path, chart: subchart } of await chart.subcharts()) {
    const metadata = 'fault' in subchart ? subchart : subchart.value.metadata();
    if ('fault' in metadata) present.faults.push({ path, fault: metadata.fault });
    else present.charts.push({ path, name: metadata.value.name, version: metadata.value.version });
  }
  return present;
}
