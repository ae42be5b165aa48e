/** Two charts beside each other. Loaded with the first comparison. */
import type { PackedChart } from '../chart/packed.ts';
import { readPacked } from '../chart/read-packed.ts';
import { ChartTree } from '../chart/tree.ts';
import { compareFile, compareInside, compareOwn, type FilePlace } from '../diff/compare.ts';
import type { OwnComparison, SubchartChange } from '../diff/comparison.ts';
import type { FileDiff } from '../diff/text.ts';

export async function comparePacked(
  before: PackedChart,
  after: PackedChart,
): Promise<OwnComparison> {
  return compareOwn(await treeOf(before), await treeOf(after));
}

export async function compareSubcharts(
  before: PackedChart,
  after: PackedChart,
): Promise<SubchartChange[]> {
  return compareInside(await treeOf(before), await treeOf(after));
}

/** Where a file is on both sides; see `compareFile`. */
export interface FilePlaces {
  before?: FilePlace | undefined;
  after?: FilePlace | undefined;
}

/** Reads only what leads to the file. */
export async function comparePackedFile(
  before: PackedChart,
  after: PackedChart,
  places: FilePlaces,
): Promise<FileDiff> {
  return compareFile(
    await treeOf(before, places.before),
    await treeOf(after, places.after),
    places,
  );
}

async function treeOf(chart: PackedChart, place?: FilePlace): Promise<ChartTree> {
  const within = place && (place.within[0] ?? place.path);
  const files = await readPacked(
    chart,
    within === undefined
      ? undefined
      : ({ path }) => path === within || path.startsWith(`${within}/`),
  );
  return new ChartTree(files, { metadata: chart.metadata });
}
