/**
 * Tar archives that may be much larger than memory: they are read and written as slices of Blobs,
 * whose bytes the browser keeps on disk.
 */
import { ChartroomError } from '../errors.ts';
import { bytesOf } from '../read-blob.ts';
import { BLOCK, padding } from './tar-layout.ts';
import { walkTar, type TarListing } from './tar-read.ts';
import { fileHeader } from './tar-write.ts';

/** How much is read at a time: small files that follow each other are then listed together. */
const WINDOW = 64 * 1024;

export interface ReadTarOptions {
  /** Beyond this many entries it is `archive.too-many-files`. */
  maxEntries?: number;
  signal?: AbortSignal | undefined;
}

/** Lists the entries of a tar archive without reading what the files in it hold. */
export async function readTarBlob(
  tar: Blob,
  { signal, ...limits }: ReadTarOptions = {},
): Promise<TarListing> {
  const walk = walkTar(tar.size, limits);
  let window = new Uint8Array();
  let start = 0;
  let step = walk.next();
  while (!step.done) {
    if (signal?.aborted) throw new ChartroomError('aborted', {});
    const { offset, length } = step.value;
    const end = Math.min(offset + length, tar.size);
    if (offset < start || end > start + window.length) {
      window = await bytesOf(tar.slice(offset, offset + Math.max(length, WINDOW)));
      start = offset;
    }
    step = walk.next(window.subarray(offset - start, end - start));
  }
  return step.value;
}

/** A file of an archive to be written. */
export interface BlobFile {
  path: string;
  blob: Blob;
}

/**
 * A tar archive of these files in their order, with the same headers as `tarParts`. It refers to
 * the files' content and doesn't copy it.
 */
export function tarOfBlobs(files: Iterable<BlobFile>): Blob {
  const parts: (Uint8Array<ArrayBuffer> | Blob)[] = [];
  for (const { path, blob } of files) {
    parts.push(...fileHeader(path, blob.size, 0), blob);
    parts.push(new Uint8Array(padding(blob.size)));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return new Blob(parts, { type: 'application/x-tar' });
}
