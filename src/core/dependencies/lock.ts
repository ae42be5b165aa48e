import { digestOf } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import type { Shape } from '../yaml/decode.ts';
import { goYamlScalar } from '../yaml/emit.ts';
import { dependenciesJson } from '../chart/metadata-json.ts';
import { DEPENDENCIES } from '../chart/metadata-shape.ts';
import type { Dependency } from '../chart/metadata.ts';

/** What Chart.lock says, not checked. Its third field, `generated`, has no part in the digest. */
export interface ChartLock {
  digest?: string;
  dependencies?: (Partial<Dependency> | undefined)[];
}

export const CHART_LOCK: Shape = { struct: { digest: 'text', dependencies: DEPENDENCIES } };

/** A dependency in a lock: of three fields only, its version an exact one. */
export type LockedDependency = Pick<Dependency, 'name' | 'version' | 'repository'>;

/** The digest of a lock, over what is declared and what is locked (helm `resolver.go`, HashReq). */
export function lockDigest(
  declared: readonly Dependency[],
  locked: readonly Dependency[] | undefined,
): Promise<Digest> {
  return digestOf(utf8.encode(`[${declaredJson(declared)},${dependenciesJson(locked)}]`));
}

/** The digest as Helm 2 made it: over what is declared alone (HashV2Req). */
export function helm2LockDigest(declared: readonly Dependency[]): Promise<Digest> {
  return digestOf(utf8.encode(`{"dependencies":${declaredJson(declared)}}`));
}

/** What is locked, as Go reads it: these two fields are written even where they are empty. */
export function lockedDependencies({ dependencies }: ChartLock): Dependency[] | undefined {
  return dependencies?.map((dependency = {}) => ({
    ...dependency,
    name: dependency.name ?? '',
    repository: dependency.repository ?? '',
  }));
}

/** Helm puts the address of a repository into such a dependency; only its own settings have it. */
export function isByAlias({ repository }: Pick<Dependency, 'repository'>): boolean {
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

/** Go's nil for a chart that declares nothing. */
function declaredJson(declared: readonly Dependency[]): string {
  return dependenciesJson(declared.length > 0 ? declared : undefined);
}
