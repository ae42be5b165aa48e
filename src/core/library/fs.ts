import { ChartroomError, isChartroomError } from '../errors.ts';

/**
 * The part of a promises file system that the library needs. Behind it is lightning-fs in the
 * browser; `node:fs/promises` fits as well, with a `flush` that does nothing.
 */
export interface LibraryFs {
  /** lightning-fs answers `undefined` for a file whose value was lost. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  writeFile(path: string, bytes: Uint8Array): Promise<unknown>;
  /** One folder; its parent must exist. */
  mkdir(path: string): Promise<unknown>;
  readdir(path: string): Promise<string[]>;
  unlink(path: string): Promise<unknown>;
  /** Makes writes and removals durable. */
  flush(): Promise<void>;
}

/** Small files that are read at the same time: each alone waits most of its time for its turn. */
export const READS_AT_ONCE = 16;

/** Whether `thrown` says that a path isn't there. */
export function isMissing(thrown: unknown): boolean {
  return codeOf(thrown) === 'ENOENT';
}

/** The bytes of a file: `missing` if there is none, `lost` if only its entry is left. */
export async function readBytes(
  fs: LibraryFs,
  path: string,
): Promise<Uint8Array | 'missing' | 'lost'> {
  try {
    return (await fs.readFile(path)) ?? 'lost';
  } catch (error) {
    if (isMissing(error)) return 'missing';
    throw error;
  }
}

/** The names in a folder; none if there is no such folder. */
export async function readFolder(fs: LibraryFs, path: string): Promise<string[]> {
  try {
    return await fs.readdir(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Creates a folder and its missing parents. */
export async function makeFolder(fs: LibraryFs, path: string): Promise<void> {
  try {
    await fs.mkdir(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (!isMissing(error)) throw error;
    await makeFolder(fs, path.slice(0, path.lastIndexOf('/')));
    await fs.mkdir(path);
  }
}

/** A file system's error as a ChartroomError. */
export function storageError(thrown: unknown): ChartroomError {
  if (isChartroomError(thrown)) return thrown;
  const name = thrown instanceof Error ? thrown.name : undefined;
  if (name === 'QuotaExceededError' || codeOf(thrown) === 'ENOSPC') {
    return new ChartroomError('storage.full', {}, { cause: thrown });
  }
  const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new ChartroomError('storage.refused', { words }, { cause: thrown });
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
