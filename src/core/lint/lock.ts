import {
  CHART_LOCK,
  helm2LockDigest,
  isByAlias,
  lockDigest,
  lockedDependencies,
  type ChartLock,
} from '../dependencies/lock.ts';
import type { ChartFile } from '../chart/files.ts';
import { finding, type Finding, type Place } from './finding.ts';
import { placeIn, type LintedChart } from './linted-chart.ts';
import { readStruct, readYaml, type Read } from './read-yaml.ts';

/**
 * Whether a chart's lock file can be read, and belongs to the dependencies that the chart
 * declares: its digest is over both lists (helm `internal/resolver/resolver.go`, HashReq; over the
 * declared ones alone as Helm 2 made it, HashV2Req). `helm dependency build` refuses one that
 * doesn't.
 */
export async function lock(chart: LintedChart): Promise<Finding[]> {
  const findings: Finding[] = [];
  let last: Finding | undefined;
  // Where there are both, the second takes the place of the first (helm `load.go`).
  for (const path of ['Chart.lock', 'requirements.lock']) {
    const file = chart.files.get(path);
    const read = file && readLock(file);
    if (!read) continue;
    if ('fault' in read) findings.push(read.fault);
    else last = await outdated(chart, path, read.value);
  }
  return last ? [...findings, last] : findings;
}

async function outdated(
  chart: LintedChart,
  path: string,
  { lock, place }: ReadLock,
): Promise<Finding | undefined> {
  const declared = chart.loaded;
  if (!declared || declared.some(isByAlias)) return undefined;
  const valid = [await lockDigest(declared, lockedDependencies(lock))];
  if (chart.metadata.apiVersion !== 'v2') valid.push(await helm2LockDigest(declared));
  if (valid.some((digest) => digest === lock.digest)) return undefined;
  return finding('lock.outdated', place, { lock: path, chart: chart.declared.path });
}

interface ReadLock {
  lock: ChartLock;
  /** Where its digest is. */
  place: Place;
}

function readLock(file: ChartFile): Read<ReadLock> {
  const read = readYaml(file, 'lock.unreadable');
  if ('fault' in read) return read;
  const lock = readStruct<ChartLock>(CHART_LOCK, read.value, {}, file.path, 'lock.unreadable');
  if ('fault' in lock) return lock;
  return { value: { lock: lock.value, place: placeIn(file.path, read.value, 'digest') } };
}
