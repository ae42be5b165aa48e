/** Where a dependency comes from, according to its `repository`. */
export type DependencySource =
  /** It must be in charts/ already. */
  | { kind: 'charts' }
  | { kind: 'oci'; reference: string }
  | { kind: 'http'; url: string }
  /** A folder, by its path relative to the chart's own; a path that starts with `/` is absolute. */
  | { kind: 'folder'; path: string }
  /**
   * A name that someone gave a repository with `helm repo add`: the chart doesn't contain the
   * address.
   */
  | { kind: 'alias'; name: string }
  /** A value that Helm doesn't accept, such as `stable`. */
  | { kind: 'unknown' };

/** Distinguishes the kinds as Helm does (helm `pkg/downloader/manager.go`, resolveRepoNames). */
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
 * The path of a dependency's folder, joined to its chart's; undefined if it is absolute or leads
 * out of the selection.
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
