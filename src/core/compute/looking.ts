/** What a person looks at in a chart: its values, and its files. */
import type { PackedChart } from '../chart/packed.ts';
import { readPacked } from '../chart/read-packed.ts';
import { ChartTree } from '../chart/tree.ts';
import { templateNames, type TemplateNames } from '../search/template-names.ts';
import { searchFiles, type SearchResult } from '../search/text-search.ts';
import { readValuesView, type ValuesChoice, type ValuesView } from '../values/view.ts';

export async function lookAtValues(chart: PackedChart, choice: ValuesChoice): Promise<ValuesView> {
  return readValuesView(new ChartTree(await readPacked(chart)), choice);
}

export async function searchChart(chart: PackedChart, wanted: string): Promise<SearchResult> {
  return searchFiles(await readPacked(chart), wanted);
}

export async function namesInChart(chart: PackedChart): Promise<TemplateNames> {
  return templateNames(await readPacked(chart));
}
