import type { ChartSource } from '../chart/files.ts';
import type { ChartMetadata } from '../chart/metadata.ts';
import { withDependencies, type FetchedDependencies } from './dependencies.ts';

/** Dependencies that were fetched into a chart's folder, and what they were fetched for. */
export interface Carried {
  fetched: FetchedDependencies;
  /** What the chart declared then, as JSON. */
  declared: string;
  /** The locks in its folder, and what lay in its charts/, as JSON. */
  had: string;
}

/** What became of them when the folder was read again. */
export interface CarriedOver {
  /** Paths of archives that are in the chart still, and of those that aren't any longer. */
  kept: string[];
  lost: string[];
}

const LOCKS = ['Chart.lock', 'requirements.lock'];

/** Notes what was fetched into the chart of this folder; `before` is what had been before. */
export async function carry(
  before: Carried | undefined,
  { files, outdated, local }: FetchedDependencies,
  folder: ChartSource,
  metadata: ChartMetadata,
): Promise<Carried> {
  const earlier = before?.fetched;
  const paths = new Set(files.map(({ path }) => path));
  const fetched = {
    files: [...(earlier?.files.filter(({ path }) => !paths.has(path)) ?? []), ...files],
    outdated: [...(earlier?.outdated ?? []), ...outdated],
    local: [...(earlier?.local ?? []), ...local],
    failures: new Map(),
  };
  return { fetched, declared: declaredBy(metadata), had: await hadBy(folder) };
}

/**
 * Puts into a folder that was read again what had been fetched into it: all that came from
 * elsewhere, if the chart declares the same still, and its folder has no other lock or charts. What
 * was packed from a folder beside it may be another chart by now.
 */
export async function carryOver(
  { fetched, declared, had }: Carried,
  folder: ChartSource,
  metadata: ChartMetadata,
): Promise<CarriedOver & { source: ChartSource; carried: Carried }> {
  const fits = declared === declaredBy(metadata) && had === (await hadBy(folder));
  const archives = fetched.files.filter(({ path }) => !LOCKS.includes(path));
  const kept = archives.filter(({ path }) => fits && !fetched.local.includes(path));
  const lost = archives.filter((file) => !kept.includes(file));
  // A new lock is for all of them.
  const lock = lost.length > 0 ? [] : fetched.files.filter(({ path }) => LOCKS.includes(path));
  const files = fits ? [...kept, ...lock] : [];
  const still = { ...fetched, files, outdated: fits ? fetched.outdated : [] };
  const paths = (list: typeof files) => list.map(({ path }) => path);
  return {
    source: withDependencies(folder, still),
    carried: { fetched: still, declared, had },
    kept: paths(kept),
    lost: paths(lost),
  };
}

function declaredBy({ dependencies = [] }: ChartMetadata): string {
  return JSON.stringify(dependencies);
}

async function hadBy({ files }: ChartSource): Promise<string> {
  const locks = files.filter(({ path }) => LOCKS.includes(path));
  const charts = files.map(({ path }) => path).filter((path) => path.startsWith('charts/'));
  return JSON.stringify([...(await Promise.all(locks.map(({ blob }) => blob.text()))), ...charts]);
}
