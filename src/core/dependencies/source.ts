/** Where a dependency comes from, by what stands in its `repository`. */
export type DependencySource =
  /** It must be in charts/ already. */
  | { kind: 'charts' }
  | { kind: 'oci'; reference: string }
  | { kind: 'http'; url: string }
  /** A folder, by its path from the chart's own; one that starts with `/` is anywhere on disk. */
  | { kind: 'folder'; path: string }
  /** A name from somebody's `helm repo add`: nothing in the chart says where that is. */
  | { kind: 'alias'; name: string }
  /** Nothing that Helm takes, such as `stable`. */
  | { kind: 'unknown' };

/** As Helm tells them apart (helm `pkg/downloader/manager.go`, resolveRepoNames). */
export function dependencySource(repository: string): DependencySource {
  if (repository === '') return { kind: 'charts' };
  if (repository.startsWith('file://')) {
    return { kind: 'folder', path: repository.slice('file://'.length) };
  }
  if (repository.startsWith('oci://')) return { kind: 'oci', reference: repository };
  const alias = /^(?:@|alias:)(.*)/.exec(repository)?.[1];
  if (alias !== undefined) return { kind: 'alias', name: alias };
  if (/^https?:\/\//i.test(repository) && URL.canParse(repository)) {
    return { kind: 'http', url: repository };
  }
  return { kind: 'unknown' };
}

/**
 * The path of a dependency's folder, joined to its chart's; undefined where that leads out of
 * the selection, or to anywhere on disk.
 */
export function joinFolder(chart: string, path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const parts = chart === '' ? [] : chart.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
