import type { ChartTree } from '../chart/tree.ts';
import { HELM_3_MAX_FILE_SIZE, MAX_CHART_SIZE } from '../chart/limits.ts';
import type { ArchiveFault } from '../errors.ts';
import { finding, type Finding } from './finding.ts';

const REPOSITORY = /^(?:.*\/)?\.(?:git|hg|svn|bzr)\//;

/**
 * The history of a git repository would be published with the chart, since it isn't ignored by
 * default.
 */
export function* repositoryPacked(chart: ChartTree): Iterable<Finding> {
  const counts = new Map<string, number>();
  for (const path of chart.files.keys()) {
    const folder = REPOSITORY.exec(path)?.[0];
    if (folder) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  for (const [folder, files] of counts)
    yield finding('ignore.repository-packed', { path: folder }, { folder, files });
}

/**
 * Paths that occur more than once in an archive: Helm reads the last file, other tools may read the
 * first.
 */
export function* repeated(chart: ChartTree): Iterable<Finding> {
  for (const { path, replaces } of chart.files.values())
    if (replaces) yield finding('file.repeated', { path }, { copies: replaces + 1 });
}

/** Archives in charts/ that don't end as they should, though Helm reads what is in them. */
export async function* looseEnds(chart: ChartTree): AsyncIterable<Finding> {
  for (const subchart of await chart.subcharts()) yield* looseEnd(subchart.path, subchart);
}

/** The same of one archive; the path is empty for that of the chart itself. */
export function* looseEnd(
  path: string,
  { looseEnd: fault }: { looseEnd?: ArchiveFault | undefined },
): Iterable<Finding> {
  if (fault) yield finding('archive.loose-end', { path }, fault);
}

/** Helm's limits: 5 MiB for a file in Helm 3.17.3 to 3.22, and less than 100 MiB in total. */
export function* sizes(chart: ChartTree): Iterable<Finding> {
  yield* tooLarge(
    [...chart.files.values()].map(({ path, bytes }) => ({ path, size: bytes.length })),
  );
}

/** The same for files that haven't been read. */
export function* tooLarge(files: readonly { path: string; size: number }[]): Iterable<Finding> {
  for (const { path, size } of files) {
    if (size > HELM_3_MAX_FILE_SIZE)
      yield finding('file.over-helm-3-limit', { path }, { size, limit: HELM_3_MAX_FILE_SIZE });
  }
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size < MAX_CHART_SIZE) return;
  const largest = files.reduce((a, b) => (b.size > a.size ? b : a));
  yield finding('chart.over-size-limit', largest, { size, limit: MAX_CHART_SIZE });
}
