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

/** A file of an archive to be written, read when its turn comes. */
export interface LazyFile {
  path: string;
  size: number;
  read: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** An archive that isn't written yet. */
export interface LazyTar {
  /** In bytes. */
  size: number;
  /** Its bytes, with those of one file in memory at a time. */
  pieces: () => AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/**
 * A tar archive of these files in their order, with the same headers as `tarParts`. Each must give
 * as many bytes as it says.
 */
export function lazyTar(files: readonly LazyFile[]): LazyTar {
  const headers = files.map(({ path, size }) => [...fileHeader(path, size, 0)]);
  const sizes = [
    ...files.map(({ size }) => size + padding(size)),
    ...headers.flat().map(({ length }) => length),
  ];
  return {
    size: sizes.reduce((sum, size) => sum + size, 2 * BLOCK),
    async *pieces() {
      for (const [i, { size, read }] of files.entries()) {
        yield* headers[i] ?? [];
        yield await read();
        yield new Uint8Array(padding(size));
      }
      yield new Uint8Array(2 * BLOCK);
    },
  };
}
