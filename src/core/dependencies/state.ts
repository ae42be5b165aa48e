import type { Dependency } from '../chart/metadata.ts';
import type { PresentChart } from './present.ts';

/** A chart's dependencies, and which of them are in charts/. */
export interface DependencyReport {
  /** In the order of Chart.yaml. */
  dependencies: DependencyState[];
  /** Every chart in charts/, declared or not. */
  subcharts: PresentChart[];
  lock: LockState;
}

export interface DependencyState {
  declared: Dependency;
  /** The repository it comes from, as declared; for an alias, the address in the lock. */
  repository: string;
  /** The version to fetch, or the range: the locked version if the lock is in step. */
  wanted: string;
  /** The chart in charts/ that satisfies it; without a lock, any version within the range does. */
  present?: PresentChart | undefined;
  /** Charts of the same name in charts/ that don't. */
  others: PresentChart[];
}

export interface LockState {
  /** The path that the lock has or would have: Chart.lock, or requirements.lock for a v1 chart. */
  path: string;
  /** Whether `helm dependency build` would follow it. */
  state: 'none' | 'in-step' | 'outdated' | 'unreadable';
  digest?: string;
}

/** Whether it has to be fetched: it isn't there yet, and has a repository to come from. */
export function isMissing({ present, repository }: DependencyState): boolean {
  return !present && repository !== '';
}
