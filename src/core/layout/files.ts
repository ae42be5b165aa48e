import { gunzipBlob, isGzip } from '../archive/gunzip-blob.ts';
import { readTarBlob } from '../archive/tar-blob.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { LayoutPlace } from './listing.ts';

/** How many files a layout may have: an archive of 10,000 charts has about 30,000. */
const MAX_FILES = 100_000;
/**
 * The most that a gzipped archive may unpack to. An archive that isn't compressed may have any size,
 * since nothing has to be unpacked.
 */
const MAX_UNPACKED = 4 * 1024 * 1024 * 1024;

/** Files by their path from the layout's folder. */
export type LayoutFiles = ReadonlyMap<string, Blob>;

/**
 * The files of a layout. It may lie in a folder of the archive, as `tar` of a folder has it; then
 * the one nearest to the top counts. `layout.invalid` where there is none.
 */
export async function layoutFiles(place: LayoutPlace): Promise<LayoutFiles> {
  const all = place instanceof Blob ? await filesOfTar(place) : filesOfFolder(place);
  const roots = [...all.keys()]
    .filter((path) => path === 'oci-layout' || path.endsWith('/oci-layout'))
    .map((path) => path.slice(0, -'oci-layout'.length))
    .sort((a, b) => depthOf(a) - depthOf(b));
  const [root, next] = roots;
  if (root === undefined) throw new ChartroomError('layout.invalid', { reason: 'none' });
  if (next !== undefined && depthOf(next) === depthOf(root)) {
    throw new ChartroomError('layout.invalid', { reason: 'several' });
  }
  const inside = [...all].filter(([path]) => path.startsWith(root));
  return new Map(inside.map(([path, blob]) => [path.slice(root.length), blob]));
}

async function filesOfTar(archive: Blob): Promise<Map<string, Blob>> {
  const tar = (await isGzip(archive)) ? await unpacked(archive) : archive;
  const { entries } = await readTarBlob(tar, { maxEntries: MAX_FILES });
  const files = new Map<string, Blob>();
  for (const { path, type, offset, size } of entries) {
    // Links and devices aren't part of the format, and nothing is written under these paths.
    if (type === 'file') add(files, path, tar.slice(offset, offset + size));
  }
  return files;
}

async function unpacked(archive: Blob): Promise<Blob> {
  try {
    return await gunzipBlob(archive, MAX_UNPACKED);
  } catch (error) {
    if (!isChartroomError(error, 'archive.too-large')) throw error;
    const fault = { reason: 'unpacked-too-large', limit: MAX_UNPACKED } as const;
    throw new ChartroomError('layout.invalid', fault, { cause: error });
  }
}

function filesOfFolder(files: Exclude<LayoutPlace, Blob>): Map<string, Blob> {
  const found = new Map<string, Blob>();
  for (const { path, blob } of files) add(found, path, blob);
  return found;
}

/** Two files of one name would be read as the first by some programs and as the last by others. */
function add(files: Map<string, Blob>, path: string, blob: Blob): void {
  const clean = path.replace(/^(?:\.?\/)+/, '');
  if (files.has(clean))
    throw new ChartroomError('layout.invalid', { reason: 'twice', path: clean });
  files.set(clean, blob);
}

function depthOf(path: string): number {
  return path.split('/').length;
}
