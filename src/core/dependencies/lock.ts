import type { ChartLock } from '../chart/lock.ts';
import { dependenciesJson } from '../chart/metadata-json.ts';
import type { Dependency } from '../chart/metadata.ts';
import { valueOf } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import type { Digest } from '../digest.ts';
import { digestOf } from '../oci/digest.ts';
import { goYamlScalar } from '../yaml/emit.ts';
import { entryAt } from '../yaml/node.ts';

/** A dependency in a lock: it has only these three fields, and an exact version. */
export type LockedDependency = Pick<Dependency, 'name' | 'version' | 'repository'>;

/**
 * Whether a lock matches the dependencies that its chart declares, so that `helm dependency build`
 * follows it (helm `pkg/downloader/manager.go`, Build; no other part of Helm checks this). Only the
 * digest decides; the number of locked dependencies isn't compared. A v1 chart may have the digest
 * that Helm 2 computed.
 *
 * The digest counts the address of a repository that is declared by alias. Only Helm's own settings
 * have that address, but Helm wrote it into the lock, and it is taken from there.
 */
export async function isInStep(lock: ChartLock, chart: ChartTree): Promise<boolean> {
  const declared = declaredBy(chart);
  const locked = lockedDependencies(lock);
  const resolved = declared?.map((dependency, i) => {
    const address = isByAlias(dependency) && lockedFor(locked, dependency, i)?.repository;
    return address ? { ...dependency, repository: address } : dependency;
  });
  if (lock.digest === (await lockDigest(resolved, locked))) return true;
  const isV1 = valueOf(chart.metadata()).apiVersion === 'v1';
  return isV1 && lock.digest === (await helm2LockDigest(declared));
}

/** The locked entry for the dependency that is declared at `index`. */
export function lockedFor<T extends LockedDependency>(
  locked: readonly T[] = [],
  { name }: Dependency,
  index: number,
): T | undefined {
  // Helm writes a lock in the order of Chart.yaml, which distinguishes several dependencies of one
  // name.
  return [locked[index], ...locked].find((one) => one?.name === name);
}

/**
 * The digest of a lock, over the declared and the locked dependencies (helm `resolver.go`,
 * HashReq).
 */
export function lockDigest(
  declared: readonly Dependency[] | undefined,
  locked: readonly Dependency[] | undefined,
): Promise<Digest> {
  return digestOf(utf8.encode(`[${dependenciesJson(declared)},${dependenciesJson(locked)}]`));
}

/** The digest as Helm 2 computed it, over the declared dependencies alone (HashV2Req). */
function helm2LockDigest(declared: readonly Dependency[] | undefined): Promise<Digest> {
  return digestOf(utf8.encode(`{"dependencies":${dependenciesJson(declared)}}`));
}

/**
 * The locked dependencies as Go reads them: these two fields are written even if they are empty.
 */
export function lockedDependencies({ dependencies }: ChartLock): Dependency[] | undefined {
  return dependencies?.map((dependency = {}) => ({
    ...dependency,
    name: dependency.name ?? '',
    repository: dependency.repository ?? '',
    tags: dependency.tags?.map((tag = '') => tag),
  }));
}

/** The declared dependencies as Go represents them: an explicit empty list isn't nil. */
function declaredBy(chart: ChartTree): Dependency[] | undefined {
  const { dependencies } = valueOf(chart.metadata());
  if (dependencies) return dependencies;
  const written = entryAt(chart.declared.document, 'dependencies')?.value;
  return written?.kind === 'list' ? [] : undefined;
}

/**
 * Whether a dependency names its repository by an alias, whose address only Helm's own settings
 * have.
 */
function isByAlias({ repository }: Dependency): boolean {
  return repository.startsWith('@') || repository.startsWith('alias:');
}

/**
 * The time in the locks that we write. Helm writes the current time, which nothing reads, and which
 * would give the same chart another digest each time its dependencies are fetched. So this is the
 * time that all files in our archives have.
 */
const GENERATED = '1970-01-01T00:00:00Z';

/** Chart.lock as Helm writes it (sigs.k8s.io/yaml: keys sorted, lists not indented). */
export function formatLock(locked: readonly LockedDependency[], digest: Digest): string {
  const items = locked.map(({ name, version, repository }) =>
    [
      `- name: ${goYamlScalar(name)}`,
      `  repository: ${goYamlScalar(repository)}`,
      ...(version ? [`  version: ${goYamlScalar(version)}`] : []),
    ].join('\n'),
  );
  return ['dependencies:', ...items, `digest: ${digest}`, `generated: "${GENERATED}"`, ''].join(
    '\n',
  );
}

const utf8 = new TextEncoder();
