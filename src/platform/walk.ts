/** Walks dropped folders and lists the files of their charts. */
import type { SourceFile } from '../core/chart/files.ts';
import { parseIgnore, type IgnoreRules } from '../core/chart/ignore.ts';
import { ChartroomError } from '../core/errors.ts';

/** The chart that a walk is in: its root folder and its .helmignore rules. */
interface Chart {
  root: string;
  rules: IgnoreRules | undefined;
}

/**
 * All files below a folder, each path starting with `path`. In a chart the folders that its
 * .helmignore leaves out are not entered: they may contain a whole git history or private files. An
 * empty file stands for such a folder.
 */
export async function walk(
  directory: FileSystemDirectoryEntry,
  path: string,
  chart?: Chart,
): Promise<SourceFile[]> {
  const entries = await list(directory, path);
  const here = chart ?? (await chartAt(entries, path));
  const below = await Promise.all(
    entries.map(async (entry): Promise<SourceFile[]> => {
      const own = `${path}/${entry.name}`;
      if (isFile(entry)) return [{ path: own, blob: await fileOf(entry, own) }];
      if (!isDirectory(entry)) return [];
      if (here?.rules?.ignores(own.slice(here.root.length + 1), true)) {
        return [{ path: `${own}/not-entered`, blob: new Blob() }];
      }
      return walk(entry, own, here);
    }),
  );
  return below.flat();
}

/**
 * The chart in a folder, if it is one. A faulty .helmignore is reported when the chart is packed.
 */
async function chartAt(entries: FileSystemEntry[], root: string): Promise<Chart | undefined> {
  if (!entries.some(({ name }) => name === 'Chart.yaml')) return undefined;
  const ignore = entries.filter(isFile).find(({ name }) => name === '.helmignore');
  if (!ignore) return { root, rules: undefined };
  const file = await fileOf(ignore, `${root}/.helmignore`);
  try {
    return { root, rules: parseIgnore(await file.text()) };
  } catch {
    return { root, rules: undefined };
  }
}

/** All entries of a directory, whose reader returns a hundred at a time. */
async function list(directory: FileSystemDirectoryEntry, path: string): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    }).catch(unreadable(path));
    if (batch.length === 0) return entries;
    entries.push(...batch);
  }
}

/** The file of an entry. */
export function fileOf(entry: FileSystemFileEntry, path: string): Promise<File> {
  return new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(
    unreadable(path),
  );
}

export function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

export function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function unreadable(path: string) {
  return (cause: unknown): never => {
    throw new ChartroomError('file.unreadable', { path }, { cause });
  };
}
