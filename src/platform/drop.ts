import type { SourceFile } from '../core/chart/files.ts';
import { ChartroomError } from '../core/errors.ts';
import type { Selection } from './files.ts';

/** Whether a drag carries files, and not text or a link. */
export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/**
 * What was dropped, folders walked to the bottom. A drop's items die when its event handler
 * returns: their entries are taken before anything is awaited.
 */
export async function droppedSelection(transfer: DataTransfer): Promise<Selection> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  const selection: Selection = { files: [], loose: [] };
  await Promise.all(
    entries.map(async (entry) => {
      if (isDirectory(entry)) selection.files.push(...(await walk(entry, entry.name)));
      else selection.loose.push(await fileOf(entry as FileSystemFileEntry, entry.name));
    }),
  );
  return selection;
}

async function walk(directory: FileSystemDirectoryEntry, path: string): Promise<SourceFile[]> {
  const entries = await list(directory, path);
  const below = await Promise.all(
    entries.map(async (entry): Promise<SourceFile[]> => {
      const own = `${path}/${entry.name}`;
      if (isDirectory(entry)) return walk(entry, own);
      return [{ path: own, blob: await fileOf(entry as FileSystemFileEntry, own) }];
    }),
  );
  return below.flat();
}

/** All entries of a directory: its reader hands them out a hundred at a time. */
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

function fileOf(entry: FileSystemFileEntry, path: string): Promise<File> {
  return new Promise<File>((resolve, reject) => {
    entry.file(resolve, reject);
  }).catch(unreadable(path));
}

function unreadable(path: string) {
  return (cause: unknown): never => {
    throw new ChartroomError('file.unreadable', { path }, { cause });
  };
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
