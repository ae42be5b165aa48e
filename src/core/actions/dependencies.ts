import { formatLock, lockDigest, type LockedDependency } from '../dependencies/lock.ts';
import type { DependencyReport } from '../dependencies/state.ts';
import type { ChartSource, SourceFile } from '../chart/files.ts';
import { contentOf, type UnpackedChart } from '../chart/packed.ts';
import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import { ChartroomError } from '../errors.ts';
import { DependencyFetcher, type Fetching, type FetchPorts } from './fetch-dependency.ts';

export interface FetchDependenciesOptions extends FetchPorts {
  /**
   * Resolves every range anew, like `helm dependency update`; otherwise only fetches what is
   * missing.
   */
  update?: boolean;
  signal?: AbortSignal | undefined;
  /** Progress of one dependency's download; `total` where the size is known. */
  onProgress?: ((index: number, bytes: number, total?: number) => void) | undefined;
  /** Called when one dependency has been fetched, or with the error that prevented it. */
  onSettled?: ((index: number, error?: ChartroomError) => void) | undefined;
}

/** The changes to make to a chart's folder. */
export interface FetchedDependencies {
  /** Archives for charts/, and the lock file if it has changed. */
  files: SourceFile[];
  /** Paths of archives that no dependency needs any longer. */
  outdated: string[];
  /** Paths of archives that were packed from folders beside the chart. */
  local: string[];
  /** Why dependencies couldn't be fetched, by their index. */
  failures: Map<number, ChartroomError>;
}

/**
 * Gets a chart's dependencies as `helm dependency build` does (helm `pkg/downloader/manager.go`):
 * by the lock where there is one, which must be in step with Chart.yaml; else, or with `update`,
 * the highest versions within the ranges, which a new lock then records. Unlike Helm, this doesn't
 * fetch again what is already there, and one failure doesn't undo the rest: it only means that no
 * lock is written and nothing is removed. An abort stops all downloads (`aborted`).
 */
export async function fetchDependencies(
  report: DependencyReport,
  { update = false, signal, onProgress, onSettled, ...ports }: FetchDependenciesOptions,
): Promise<FetchedDependencies> {
  const { lock } = report;
  if (lock.state === 'outdated' && !update) {
    throw new ChartroomError('lock.outdated', { lock: lock.path });
  }
  const fetcher = new DependencyFetcher(report, ports);
  const failures = new Map<number, ChartroomError>();
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const settled = await mapLimited(report.dependencies, limits, async (dependency, either, i) => {
    const tell: Fetching['report'] = (...told) => onProgress?.(i, ...told);
    try {
      const got = await fetcher.get(dependency, { anew: update, signal: either, report: tell });
      onSettled?.(i);
      return got;
    } catch (thrown) {
      const error = ChartroomError.from(thrown);
      if (error.code === 'aborted') throw error;
      failures.set(i, error);
      onSettled?.(i, error);
      return undefined;
    }
  });
  const got = settled.filter((one) => one !== undefined);
  const archives = new Map(
    got.flatMap(({ archive }) => (archive ? [[archive.path, archive]] : [])),
  );
  const files = [...archives.values()];
  const local = settled.flatMap((one, i) =>
    one?.archive && report.dependencies[i]?.repository.startsWith('file:') ? one.path : [],
  );
  if (failures.size > 0) {
    const inOrder = new Map([...failures].sort(([a], [b]) => a - b));
    return { files, outdated: [], local, failures: inOrder };
  }
  const outdated = outdatedArchives(report, new Set(got.map(({ path }) => path)));
  const newLock = await writeLock(
    report,
    update,
    got.map(({ locked }) => locked),
  );
  return { files: newLock ? [...files, newLock] : files, outdated, local, failures };
}

/** The chart's files together with the fetched ones, to be read, checked and packed anew. */
export function withDependencies(
  { folder, files }: ChartSource,
  { files: added, outdated }: FetchedDependencies,
): ChartSource {
  const gone = new Set([...outdated, ...added.map(({ path }) => path)]);
  return { folder, files: [...files.filter(({ path }) => !gone.has(path)), ...added] };
}

/** A packed chart as a folder's files, for a chart that came as an archive. */
export function unpackedSource(chart: UnpackedChart): ChartSource {
  const files = chart.files.map((file) => ({ path: file.path, blob: contentOf(chart, file) }));
  return { folder: chart.metadata.name, files };
}

/**
 * Helm removes archives that it didn't put there, except those of dependencies without a
 * repository.
 */
function outdatedArchives(
  { dependencies, subcharts }: DependencyReport,
  needed: ReadonlySet<string>,
): string[] {
  const local = new Set(
    dependencies.filter(({ repository }) => repository === '').map(({ declared }) => declared.name),
  );
  return subcharts
    .filter(({ path, name }) => path.endsWith('.tgz') && !needed.has(path) && !local.has(name))
    .map(({ path }) => path);
}

/** The new lock file; none if the present one has the same content. */
async function writeLock(
  { dependencies, lock }: DependencyReport,
  update: boolean,
  locked: LockedDependency[],
): Promise<SourceFile | undefined> {
  if (lock.state === 'in-step' && !update) return undefined;
  // Like Helm, the digest counts the address that a repository alias stands for.
  const declared = dependencies.map(({ declared, repository }) => ({ ...declared, repository }));
  const digest = await lockDigest(declared.length > 0 ? declared : undefined, locked);
  if (digest === lock.digest) return undefined;
  return { path: lock.path, blob: new Blob([formatLock(locked, digest)]) };
}
