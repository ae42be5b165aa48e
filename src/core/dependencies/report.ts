import type { Dependency } from '../chart/metadata.ts';
import { valueOf } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { isInStep, lockedDependencies, lockedFor } from './lock.ts';
import { presentCharts, type PresentChart } from './present.ts';
import type { DependencyReport, LockState } from './state.ts';

/** The files that `reportDependencies` reads. */
export const DEPENDENCY_FILES =
  /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|charts\/[^/]+(?:\/(?:Chart|requirements)\.yaml)?)$/;

/**
 * Finds out which of a chart's dependencies are there (helm `pkg/downloader/manager.go`, Build).
 */
export async function reportDependencies(chart: ChartTree): Promise<DependencyReport> {
  const { dependencies: declared = [] } = valueOf(chart.metadata());
  const { charts } = await presentCharts(chart);
  const { state, locked } = await readLock(chart);
  return {
    dependencies: declared.map((dependency, i) => {
      const { repository, version } = lockedFor(locked, dependency, i) ?? dependency;
      const wanted = version ?? '';
      const own = charts.filter(({ name }) => name === dependency.name);
      const present = own.find((one) => willDo(one, wanted, dependency));
      return {
        declared: dependency,
        repository,
        wanted,
        present,
        others: own.filter((one) => one !== present),
      };
    }),
    subcharts: charts,
    lock: state,
  };
}

/**
 * Whether a chart satisfies a dependency. An unpacked one is maintained by hand, so the lock
 * doesn't apply to it.
 */
function willDo(
  { path, version }: PresentChart,
  wanted: string,
  { version: range = '' }: Dependency,
): boolean {
  const constraint = parseConstraint(path.endsWith('.tgz') ? wanted : range);
  return constraint?.accepts(version) ?? false;
}

async function readLock(
  chart: ChartTree,
): Promise<{ state: LockState; locked?: Dependency[] | undefined }> {
  const locks = chart.locks();
  const broken = locks.find((part) => 'fault' in part);
  if (broken) return { state: { path: broken.fault.path, state: 'unreadable' } };
  const last = locks.map(valueOf).at(-1);
  const isV1 = valueOf(chart.metadata()).apiVersion === 'v1';
  const path = last?.path ?? (isV1 ? 'requirements.lock' : 'Chart.lock');
  if (!last?.lock) return { state: { path, state: 'none' } };
  const { digest = '' } = last.lock;
  if (!(await isInStep(last.lock, chart))) return { state: { path, state: 'outdated', digest } };
  return { state: { path, state: 'in-step', digest }, locked: lockedDependencies(last.lock) };
}
