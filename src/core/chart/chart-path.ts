import { ChartroomError, type PathFault } from '../errors.ts';

/**
 * Where a file of a chart's archive belongs in the chart, by Helm's rules (`LoadArchiveFiles`,
 * `pkg/chart/v2/loader/archive`): the first component is dropped whatever it is; the rest must be a
 * relative path inside the chart. Otherwise `archive.path-illegal`, with the path as written in the
 * archive.
 */
export function chartPath(entryPath: string): string {
  const illegal = (reason: PathFault) =>
    new ChartroomError('archive.path-illegal', { path: entryPath, reason });
  // Windows tools write backslashes; if there is one, it is the separator.
  const [base, ...parts] = entryPath.split(entryPath.includes('\\') ? '\\' : '/');
  const below = parts.join('/');
  if (below.startsWith('/')) throw illegal('absolute');
  const path = cleanPath(below);
  if (path === '' || base === 'Chart.yaml') throw illegal('outside');
  if (path.startsWith('..')) throw illegal('leads-out');
  if (/^[a-zA-Z]:\//.test(path)) throw illegal('drive-letter');
  return path;
}

/** The shortest path that means the same (Go's `path.Clean`, with '' for the folder itself). */
function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(part);
  }
  return kept.join('/');
}
