import type { Dependency } from '../chart/metadata.ts';
import type { PresentChart } from './present.ts';

/** What a chart needs, and what of it is in charts/. */
export interface DependencyReport {
  /** In the order of Chart.yaml. */
  dependencies: DependencyState[];
  /** Every chart in charts/, declared or not. */
  subcharts: PresentChart[];
  lock: LockState;
}

export interface DependencyState {
  declared: Dependency;
  /** Where it comes from: as declared, or as the lock says of a repository by alias. */
  repository: string;
  /** The version to take, or the range of them: the locked one where the lock is in step. */
  wanted: string;
  /** The chart in charts/ that will do; without a lock that is any within the range. */
  present?: PresentChart | undefined;
  /** Charts of its name in charts/ that won't. */
  others: PresentChart[];
}

export interface LockState {
  /** Chart.lock, or requirements.lock of a v1 chart: there, or where it belongs. */
  path: string;
  /** Whether `helm dependency build` would go by it. */
  state: 'none' | 'in-step' | 'outdated' | 'unreadable';
  digest?: string;
}

/** Whether it is to be fetched: nothing is asked for that is there, or has to be in charts/. */
export function isMissing({ present, repository }: DependencyState): boolean {
  return !present && repository !== '';
}
