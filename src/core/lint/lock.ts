import type { Shape } from '../chart/go-struct.ts';
import { DEPENDENCIES } from '../chart/metadata-shape.ts';
import { dependenciesJson } from '../chart/metadata-json.ts';
import type { Dependency } from '../chart/metadata.ts';
import { digestOf } from '../oci/digest.ts';
import { finding, type Finding } from './finding.ts';
import { placeIn, type LintedChart } from './linted-chart.ts';
import { readStruct, readYaml } from './read-yaml.ts';

/**
 * Whether a chart's lock file belongs to the dependencies that the chart declares: its digest is
 * over both lists (helm `internal/resolver/resolver.go`, HashReq; over the declared ones alone as
 * Helm 2 made it, HashV2Req). `helm dependency build` refuses one that doesn't.
 */
export async function lock(chart: LintedChart): Promise<Finding[]> {
  const isV1 = chart.metadata.apiVersion !== 'v2';
  const file = chart.files.get(isV1 ? 'requirements.lock' : 'Chart.lock');
  if (!file) return [];
  const { path } = file;
  const read = readYaml(file, 'lock.unreadable');
  if ('fault' in read) return [read.fault];
  const lock = readStruct<Lock>(LOCK, read.value, {}, path, 'lock.unreadable');
  if ('fault' in lock) return [lock.fault];
  const declared = chart.loaded;
  if (!declared || declared.some(isByAlias)) return [];

  const own = declared.length > 0 ? dependenciesJson(declared) : 'null';
  const locked = dependenciesJson(lock.value.dependencies?.map(withDefaults));
  const texts = [`[${own},${locked}]`, ...(isV1 ? [`{"dependencies":${own}}`] : [])];
  const digests = await Promise.all(texts.map((text) => digestOf(new Blob([text]))));
  if (digests.some((digest) => digest === lock.value.digest)) return [];
  const place = placeIn(path, read.value, 'digest');
  return [finding('lock.outdated', place, { lock: path, chart: chart.declared.path })];
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
