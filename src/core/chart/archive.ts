/** Reads and writes a chart's `.tgz`. */
import type { ChartFile } from './files.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import { chartPath } from './chart-path.ts';
import { extractChecked, type Extract } from '../archive/extract.ts';
import { gunzip } from '../archive/gunzip.ts';
import { gzip } from '../archive/gzip.ts';
import { MAX_CHART_SIZE, MAX_FILES, MAX_TAR_SIZE } from './limits.ts';
import { type TarEntry, readTar } from '../archive/tar-read.ts';
import { tarParts } from '../archive/tar-write.ts';

/**
 * Reads a `.tgz` as Helm loads it: paths below the chart's root, in the archive's order, folders
 * left out. A link is never followed: as in Helm it becomes an empty file of its name. Of several
 * files with the same path the last counts. Unlike Helm, this refuses damaged archives, devices,
 * and a second Chart.yaml that differs from the first.
 */
export async function readChartArchive(archive: Blob, extract: Extract): Promise<ChartFile[]> {
  const tar = await unpack(archive);
  const entries = readTar(tar).filter((entry) => entry.type !== 'directory');
  const paths = chartPaths(entries);
  const bodies = await extractChecked(extract, tar, entries);
  const files = new Map<string, ChartFile>();
  for (const [index, path] of paths.entries()) {
    const bytes = bodies[index] as Uint8Array<ArrayBuffer>;
    files.set(path, replacing(files.get(path), { path, bytes }));
  }
  return [...files.values()];
}

/**
 * Where two files have the same path, Helm keeps both and lets the later one win (helm
 * `pkg/chart/v2/loader/load.go`, LoadFiles). It writes such archives itself, for a subchart that is
 * in charts/ twice. Only with two Chart.yaml it merges the fields: then the chart has a name and a
 * version that other tools don't see.
 */
function replacing(earlier: ChartFile | undefined, file: ChartFile): ChartFile {
  if (!earlier) return file;
  if (file.path === 'Chart.yaml' && !isEqual(earlier.bytes, file.bytes)) {
    throw new ChartroomError('archive.path-illegal', { path: file.path, reason: 'ambiguous' });
  }
  return { ...file, replaces: (earlier.replaces ?? 0) + 1 };
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The `.tgz` of `files` in their order, below a folder `prefix`: the same files, the same bytes. */
export function packArchive(prefix: string, files: Iterable<ChartFile>): Blob {
  return gzip(tarParts(below(prefix, files)));
}

/** Unpacking stops when the content is larger than any chart that Helm accepts. */
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
  let total = 0;
  return entries.map(({ path, type, size }) => {
    total += size;
    if (total >= MAX_CHART_SIZE) {
      throw new ChartroomError('archive.too-large', { limit: MAX_CHART_SIZE, path });
    }
    if (type === 'special') {
      throw new ChartroomError('archive.path-illegal', { path, reason: 'special' });
    }
    return chartPath(path);
  });
}
