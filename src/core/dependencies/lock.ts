import type { ChartLock } from '../chart/lock.ts';
import { dependenciesJson } from '../chart/metadata-json.ts';
import type { Dependency } from '../chart/metadata.ts';
import { valueOf } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import type { Digest } from '../digest.ts';
import { digestOf } from '../oci/digest.ts';
import { goYamlScalar } from '../yaml/emit.ts';
import { entryAt } from '../yaml/node.ts';

/** A dependency in a lock: of three fields only, its version an exact one. */
export type LockedDependency = Pick<Dependency, 'name' | 'version' | 'repository'>;

/**
 * Whether a lock is about the dependencies that its chart declares, so that `helm dependency build`
 * goes by it (helm `pkg/downloader/manager.go`, Build); nothing else in Helm asks. Nothing but the
 * digest decides, not even whether as many are locked as are declared. A v1 chart may have the digest that Helm 2 made.
 *
 * Of a repository by alias Helm's own settings have the address, and Helm counts that. It wrote the
 * same into the lock, where it is taken from here.
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

/** What is locked for the dependency that is declared at `index`. */
export function lockedFor<T extends LockedDependency>(
  locked: readonly T[] = [],
  { name }: Dependency,
  index: number,
): T | undefined {
  // Helm writes a lock in the order of Chart.yaml: of several of one name each has its own.
  return [locked[index], ...locked].find((one) => one?.name === name);
}

/** The digest of a lock, over what is declared and what is locked (helm `resolver.go`, HashReq). */
export function lockDigest(
  declared: readonly Dependency[] | undefined,
  locked: readonly Dependency[] | undefined,
): Promise<Digest> {
  return digestOf(utf8.encode(`[${dependenciesJson(declared)},${dependenciesJson(locked)}]`));
}

/** The digest as Helm 2 made it: over what is declared alone (HashV2Req). */
function helm2LockDigest(declared: readonly Dependency[] | undefined): Promise<Digest> {
  return digestOf(utf8.encode(`{"dependencies":${dependenciesJson(declared)}}`));
}

/** What is locked, as Go reads it: these two fields are written even where they are empty. */
export function lockedDependencies({ dependencies }: ChartLock): Dependency[] | undefined {
  return dependencies?.map((dependency = {}) => ({
    ...dependency,
    name: dependency.name ?? '',
    repository: dependency.repository ?? '',
    tags: dependency.tags?.map((tag = '') => tag),
  }));
}

/** What a chart declares as Go holds it: a list that is written down, but empty, isn't Go's nil. */
function declaredBy(chart: ChartTree): Dependency[] | undefined {
  const { dependencies } = valueOf(chart.metadata());
  if (dependencies) return dependencies;
  const written = entryAt(chart.declared.document, 'dependencies')?.value;
  return written?.kind === 'list' ? [] : undefined;
}

/** Helm puts the address of a repository into such a dependency; only its own settings have it. */
function isByAlias({ repository }: Dependency): boolean {
  return repository.startsWith('@') || repository.startsWith('alias:');
}

/**
 * When a lock of ours was made. Helm writes the time; nothing reads it, and with it the same
 * chart would have another digest each time its dependencies are fetched. So it is the time that
 * all files of our archives have.
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
