/**
 * Files of any size that the page writes and then offers as downloads. A large one is written piece
 * by piece into the browser's private file system (OPFS), since a Blob that is in no file lies in the
 * memory of the browser's own process.
 */
import type { LazyTar } from '../core/archive/tar-blob.ts';
import { ChartroomError } from '../core/errors.ts';
import { bestEffort } from './best-effort.ts';

/** Smaller files take no room on the disk besides that of the download. */
const SMALL = 32 * 1024 * 1024;
/** As long the browser may take to copy a file to where it is saved, in milliseconds. */
const COPYING_MS = 10 * 60_000;
/** After that, no tab is at work on a file any more, in milliseconds. */
const LEFT_MS = 60 * 60_000;

export interface WriteFileOptions {
  signal: AbortSignal;
  /** Called with the bytes written so far. */
  onProgress: (bytes: number) => void;
}

/**
 * Writes a file; one that is on the disk is there for long enough to be saved as a download. Where
 * the browser has no room for it there, or no such place, its memory holds it.
 */
export async function writeFile(content: LazyTar, options: WriteFileOptions): Promise<Blob> {
  const onDisk = content.size > SMALL ? await writeToDisk(content, options) : undefined;
  return onDisk ?? (await writeToMemory(content, options));
}

/** Removes files that were left behind: the browser was closed, or crashed, before they were. */
export async function removeLeftFiles(now = Date.now()): Promise<void> {
  await bestEffort(async () => {
    const folder = await folderOf(false);
    for await (const name of (folder as Listed).keys()) {
      if (now - parseInt(name, 36) > LEFT_MS) await bestEffort(() => folder.removeEntry(name));
    }
  });
}

/** Undefined where the browser doesn't let the page write there, or has too little room for it. */
async function writeToDisk(content: LazyTar, options: WriteFileOptions): Promise<Blob | undefined> {
  // The name says how old the file is, and differs from that of any other tab's.
  const name = `${Date.now().toString(36)}.${crypto.randomUUID()}`;
  const remove = () => bestEffort(async () => (await folderOf(false)).removeEntry(name));
  const opened = await bestEffort(async () => {
    const file = await (await folderOf(true)).getFileHandle(name, { create: true });
    return { file, stream: await file.createWritable() };
  });
  if (!opened) return void (await remove());
  const { file, stream } = opened;
  try {
    for await (const piece of counted(content, options)) await stream.write(piece);
    await stream.close();
    setTimeout(() => void remove(), COPYING_MS);
    return await file.getFile();
  } catch (error) {
    await bestEffort(() => stream.abort());
    await remove();
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return undefined;
    throw error;
  }
}

async function writeToMemory(content: LazyTar, options: WriteFileOptions): Promise<Blob> {
  // Each piece moves out of the JavaScript heap as it comes.
  const pieces: Blob[] = [];
  for await (const piece of counted(content, options)) pieces.push(new Blob([piece]));
  return new Blob(pieces);
}

async function* counted({ pieces }: LazyTar, { signal, onProgress }: WriteFileOptions) {
  let done = 0;
  for await (const piece of pieces()) {
    if (signal.aborted) throw new ChartroomError('aborted', {});
    yield piece;
    onProgress((done += piece.length));
  }
}

/** Files that wait to be saved are in a folder of their own. */
async function folderOf(create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle('exports', { create });
}

/** TypeScript's list of what a page can do doesn't have this yet. */
interface Listed {
  keys(): AsyncIterable<string>;
}
