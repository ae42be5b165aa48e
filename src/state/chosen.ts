import type { PackedChart } from '../core/chart/packed.ts';

/**
 * A chart that is chosen on the publish page, by the name of its folder or archive, once it is
 * packed; undefined if there is none, as after a reload.
 */
export async function chosenChart(name: string): Promise<PackedChart | undefined> {
  const { publishing } = await import('./publishing.ts');
  const item = publishing.charts.find((chart) => chart.name === name);
  await item?.settled;
  return item?.chart;
}
