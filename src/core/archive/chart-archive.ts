/** A chart's `.tgz`: what is in one, and how one is made. */
import type { ChartFile } from '../chart/files.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import { chartPath } from './chart-path.ts';
import { extractChecked, type Extract } from './extract.ts';
import { gunzip } from './gunzip.ts';
import { gzip } from './gzip.ts';
import { MAX_CHART_SIZE, MAX_FILES, MAX_TAR_SIZE } from './limits.ts';
import { type TarEntry, readTar } from './tar-read.ts';
import { tarParts } from './tar-write.ts';

/**
 * Reads a `.tgz` as Helm loads it: paths below the chart's root, in the archive's order,
 * folders left out. A link is never followed: as for Helm it is an empty file of its name.
 * Unlike Helm it takes nothing that is damaged or could be read in two ways: two files of one
 * name, devices.
 */
export async function readChartArchive(archive: Blob, extract: Extract): Promise<ChartFile[]> {
  const tar = await unpack(archive);
  const entries = readTar(tar).filter((entry) => entry.type !== 'directory');
  const paths = chartPaths(entries);
  const bodies = await extractChecked(extract, tar, entries);
  return paths.map((path, index) => ({ path, bytes: bodies[index] as Uint8Array<ArrayBuffer> }));
}

/** The `.tgz` of `files` in their order, below a folder `prefix`: the same files, the same bytes. */
export function packArchive(prefix: string, files: Iterable<ChartFile>): Blob {
  return gzip(tarParts(below(prefix, files)));
}

/** What can't hold a chart of the size that Helm takes isn't unpacked to its end. */
async function unpack(archive: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await gunzip(archive, MAX_TAR_SIZE);
  } catch (cause) {
    if (!isChartroomError(cause, 'archive.too-large')) throw cause;
    throw new ChartroomError('archive.too-large', { limit: MAX_CHART_SIZE }, { cause });
  }
}

function* below(prefix: string, files: Iterable<ChartFile>) {
  for (const { path, bytes } of files) yield { path: `${prefix}/${path}`, bytes };
}

/** Where each entry belongs in the chart, once all of them are found to fit. */
function chartPaths(entries: readonly TarEntry[]): string[] {
  if (entries.length > MAX_FILES) {
    throw new ChartroomError('archive.too-many-files', { limit: MAX_FILES });
  }
  const paths = new Set<string>();
  let total = 0;
  for (const { path, type, size } of entries) {
    total += size;
    if (total >= MAX_CHART_SIZE) {
      throw new ChartroomError('archive.too-large', { limit: MAX_CHART_SIZE, path });
    }
    const illegal = type === 'special' ? 'neither a file nor a folder' : undefined;
    const place = chartPath(path);
    const reason = illegal ?? (paths.has(place) ? 'two files of one name' : undefined);
    if (reason) throw new ChartroomError('archive.path-illegal', { path, reason });
    paths.add(place);
  }
  return [...paths];
}
