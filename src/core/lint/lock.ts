import type { ChartFile } from '../chart/files.ts';
import type { Shape } from '../chart/go-struct.ts';
import { DEPENDENCIES } from '../chart/metadata-shape.ts';
import { dependenciesJson } from '../chart/metadata-json.ts';
import type { Dependency } from '../chart/metadata.ts';
import { digestOf } from '../oci/digest.ts';
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
  const own = declared.length > 0 ? dependenciesJson(declared) : 'null';
  const locked = dependenciesJson(lock.dependencies?.map(withDefaults));
  const texts = [`[${own},${locked}]`];
  if (chart.metadata.apiVersion !== 'v2') texts.push(`{"dependencies":${own}}`);
  const digests = await Promise.all(texts.map((text) => digestOf(new Blob([text]))));
  if (digests.some((digest) => digest === lock.digest)) return undefined;
  return finding('lock.outdated', place, { lock: path, chart: chart.declared.path });
}

interface ReadLock {
  lock: Lock;
  /** Where its digest is. */
  place: Place;
}

function readLock(file: ChartFile): Read<ReadLock> {
  const read = readYaml(file, 'lock.unreadable');
  if ('fault' in read) return read;
  const lock = readStruct<Lock>(LOCK, read.value, {}, file.path, 'lock.unreadable');
  if ('fault' in lock) return lock;
  return { value: { lock: lock.value, place: placeIn(file.path, read.value, 'digest') } };
}

/** Its third field, `generated`, has no part in the digest. */
const LOCK: Shape = { struct: { digest: 'text', dependencies: DEPENDENCIES } };

interface Lock {
  digest?: string;
  dependencies?: (Partial<Dependency> | undefined)[];
}

/** Go writes these two fields even where they are empty. */
function withDefaults(dependency: Partial<Dependency> = {}): Dependency {
  return { ...dependency, name: dependency.name ?? '', repository: dependency.repository ?? '' };
}

/** Helm puts the address of a repository into such a dependency; only its own settings have it. */
function isByAlias({ repository }: Dependency): boolean {
  return repository.startsWith('@') || repository.startsWith('alias:');
}
