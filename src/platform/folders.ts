/** Folders that a person lets the page read: dropped ones, and ones picked by the browser's dialog. */

/** A file on disk. Each reading gives it as it is then. */
export interface DiskFile {
  kind: 'file';
  name: string;
  read(): Promise<File>;
}

/** A folder on disk. Each listing gives what is in it then. */
export interface DiskFolder {
  kind: 'folder';
  name: string;
  list(): Promise<(DiskFile | DiskFolder)[]>;
}

/** What a person dropped; undefined for what is neither a file nor a folder. */
export function ofEntry(entry: FileSystemEntry): DiskFile | DiskFolder | undefined {
  const { name } = entry;
  if (isFile(entry)) {
    return {
      kind: 'file',
      name,
      read: () => new Promise((resolve, reject) => entry.file(resolve, reject)),
    };
  }
  if (!isFolder(entry)) return undefined;
  const list = async () => (await entriesOf(entry)).map(ofEntry).filter((one) => one !== undefined);
  return { kind: 'folder', name, list };
}

/** A folder that a person picked. */
export function ofHandle(handle: FileSystemDirectoryHandle): DiskFolder {
  const { name } = handle;
  return {
    kind: 'folder',
    name,
    async list() {
      const found: (DiskFile | DiskFolder)[] = [];
      for await (const inside of (handle as Listed).values()) {
        if (inside.kind === 'directory') found.push(ofHandle(inside as FileSystemDirectoryHandle));
        else found.push(fileOf(inside as FileSystemFileHandle));
      }
      return found;
    },
  };
}

/** TypeScript's list of what a page can do doesn't have this yet. */
interface Listed {
  values(): AsyncIterable<FileSystemHandle>;
}

function fileOf(handle: FileSystemFileHandle): DiskFile {
  return { kind: 'file', name: handle.name, read: () => handle.getFile() };
}

/** All entries of a directory, whose reader returns a hundred at a time. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return entries;
    entries.push(...batch);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
