import { sameBytes, type ChartFile } from '../chart/files.ts';
import type { PackedChart } from '../chart/packed.ts';
import { readPacked } from '../chart/read-packed.ts';

/** How a chart's files differ from those of an earlier reading, by their paths. */
export interface FileChanges {
  added: string[];
  changed: string[];
  removed: string[];
}

/** What was added to a chart, changed in it and removed from it. */
export async function fileChanges(before: PackedChart, after: PackedChart): Promise<FileChanges> {
  if (before.digest === after.digest) return { added: [], changed: [], removed: [] };
  const [earlier, later] = await Promise.all([byPath(before), byPath(after)]);
  const differs = ({ path, bytes }: ChartFile) => {
    const known = earlier.get(path);
    return known !== undefined && !sameBytes(known.bytes, bytes);
  };
  return {
    added: [...later.keys()].filter((path) => !earlier.has(path)),
    changed: [...later.values()].filter(differs).map(({ path }) => path),
    removed: [...earlier.keys()].filter((path) => !later.has(path)),
  };
}

/** An archive may name a path twice; the last one is what counts. */
async function byPath(chart: PackedChart): Promise<Map<string, ChartFile>> {
  return new Map((await readPacked(chart)).map((file) => [file.path, file]));
}
