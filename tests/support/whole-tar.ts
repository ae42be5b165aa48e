import { lazyTar, type LazyTar } from '../../src/core/archive/tar-blob.ts';
import { bytesOf } from '../../src/core/read-blob.ts';

/** An archive as the page writes it, whole. */
export async function wholeTar({ pieces }: LazyTar): Promise<Blob> {
  const parts: BlobPart[] = [];
  for await (const piece of pieces()) parts.push(piece);
  return new Blob(parts);
}

/** An archive of these files. */
export function tarOf(files: readonly { path: string; blob: Blob }[]): Promise<Blob> {
  return wholeTar(
    lazyTar(files.map(({ path, blob }) => ({ path, size: blob.size, read: () => bytesOf(blob) }))),
  );
}
