import { byteOrder } from '../go/byte-order.ts';
import type { IgnoreRules } from './ignore.ts';

/**
 * Separates the files that a chart keeps from those that its .helmignore leaves out. Everything in
 * an ignored folder is ignored too; the folder is listed once, with a slash.
 */
export function filterIgnored<T extends { path: string }>(
  files: readonly T[],
  rules: IgnoreRules,
): { kept: T[]; ignored: string[] } {
  const folders = new Map<string, string | undefined>();
  /** The outermost ignored folder among `path` and the folders above it. */
  const ignoredFolder = (path: string): string | undefined => {
    if (path === '') return undefined;
    if (!folders.has(path)) {
      const outer = ignoredFolder(folderOf(path));
      folders.set(path, outer ?? (rules.ignores(path, true) ? path : undefined));
    }
    return folders.get(path);
  };
  const kept: T[] = [];
  const ignored = new Set<string>();
  for (const file of files) {
    const folder = ignoredFolder(folderOf(file.path));
    if (folder !== undefined) ignored.add(`${folder}/`);
    else if (rules.ignores(file.path, false)) ignored.add(file.path);
    else kept.push(file);
  }
  return { kept, ignored: [...ignored].sort(byteOrder) };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
