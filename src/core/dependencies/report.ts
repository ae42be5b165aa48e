import { isChartroomError } from '../errors.ts';
import { readSubcharts, type Subchart } from '../lint/subcharts.ts';
import {
  CHART_LOCK,
  helm2LockDigest,
  isByAlias,
  lockDigest,
  lockedDependencies,
  type ChartLock,
} from './lock.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { decodeText } from '../chart/decode-text.ts';
import type { ChartFile } from '../chart/files.ts';
import type { DependencyReport, LockState } from './state.ts';
import { decode } from '../yaml/decode.ts';
import type { ChartMetadata, Dependency } from '../chart/metadata.ts';
import { parseYaml } from '../yaml/parse.ts';

/** The files that `reportDependencies` looks at. */
export const DEPENDENCY_FILES =
  /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|charts\/[^/]+(?:\/(?:Chart|requirements)\.yaml)?)$/;

/** Finds out what of a chart's dependencies is there (helm `pkg/downloader/manager.go`, Build). */
export async function reportDependencies(
  metadata: ChartMetadata,
  files: readonly ChartFile[],
): Promise<DependencyReport> {
  const declared = metadata.dependencies ?? [];
  const { charts } = await readSubcharts(files);
  const { state, locked } = await readLock(metadata, declared, files);
  return {
    dependencies: declared.map((dependency, i) => {
      const { repository, version } = locked?.[i] ?? dependency;
      const wanted = version ?? '';
      const own = charts.filter(({ name }) => name === dependency.name);
      const present = own.find((subchart) => willDo(subchart, wanted, dependency));
      return {
        declared: dependency,
        repository,
        wanted,
        present,
        others: own.filter((subchart) => subchart !== present),
      };
    }),
    subcharts: charts,
    lock: state,
  };
}

/** An unpacked chart is somebody's own, which the lock isn't about. */
function willDo({ path, version }: Subchart, wanted: string, { version: range = '' }: Dependency) {
  const constraint = parseConstraint(path.endsWith('.tgz') ? wanted : range);
  return constraint?.accepts(version) ?? false;
}

async function readLock(
  { apiVersion }: ChartMetadata,
  declared: readonly Dependency[],
  files: readonly ChartFile[],
): Promise<{ state: LockState; locked?: Dependency[] | undefined }> {
  // Where there are both, the second takes the place of the first (helm `load.go`).
  const names = apiVersion === 'v1' ? ['requirements.lock'] : ['requirements.lock', 'Chart.lock'];
  const file = names.map((name) => files.find(({ path }) => path === name)).find(Boolean);
  const path = file?.path ?? names.at(-1) ?? '';
  const lock = file && decodeLock(file);
  if (lock === 'empty' || lock === undefined) return { state: { path, state: 'none' } };
  if (lock === 'unreadable') return { state: { path, state: 'unreadable' } };
  const { digest = '' } = lock;
  const locked = lockedDependencies(lock);
  const resolved = declared.map((dependency, i) =>
    isByAlias(dependency)
      ? { ...dependency, repository: locked?.[i]?.repository ?? dependency.repository }
      : dependency,
  );
  const valid = [await lockDigest(resolved, locked)];
  if (apiVersion === 'v1') valid.push(await helm2LockDigest(declared));
  const inStep = valid.some((one) => one === digest) && locked?.length === declared.length;
  const state: LockState = { path, state: inStep ? 'in-step' : 'outdated', digest };
  return inStep ? { state, locked } : { state };
}

function decodeLock(file: ChartFile): ChartLock | 'empty' | 'unreadable' {
  try {
    const document = parseYaml(decodeText(file.bytes, file.path), file.path);
    return document
      ? ((decode(CHART_LOCK, document) as ChartLock | undefined) ?? 'empty')
      : 'empty';
  } catch (error) {
    const known =
      isChartroomError(error, 'chart.yaml-invalid') ||
      isChartroomError(error, 'chart.metadata-invalid');
    if (known) return 'unreadable';
    throw error;
  }
}
