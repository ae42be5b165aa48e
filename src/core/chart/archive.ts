/** Reads and writes a chart's `.tgz`. */
import { sameBytes, type ChartFile } from './files.ts';
import { ChartroomError, isChartroomError, type ArchiveFault } from '../errors.ts';
import { chartPath } from './chart-path.ts';
import { extractChecked, type Extract } from '../archive/extract.ts';
import { gunzip } from '../archive/gunzip.ts';
import { gzip } from '../archive/gzip.ts';
import { MAX_CHART_SIZE, MAX_FILES, MAX_TAR_SIZE } from './limits.ts';
import { type TarEntry, type TarListing, readTar } from '../archive/tar-read.ts';
import { tarParts } from '../archive/tar-write.ts';

/** A chart's `.tgz`, read. */
export interface ChartArchive {
  files: ChartFile[];
  /** What is wrong behind the chart, where Helm doesn't look. */
  looseEnd?: ArchiveFault | undefined;
}

export interface ReadOptions {
  /**
   * The archive is known by its digest to be what somebody published, so that gzip's own checksum
   * has nothing to add.
   */
  verified?: boolean;
}

/**
 * Reads a `.tgz` as Helm loads it: paths below the chart's root, in the archive's order, folders
 * left out. A link is never followed: as in Helm it becomes an empty file of its name. Of several
 * files with the same path the last counts. What follows the end of the tar is no part of the
 * chart, whatever it is. Unlike Helm, this refuses damaged archives, devices, and a second
 * Chart.yaml that differs from the first.
 */
export async function readChartArchive(
  archive: Blob,
  extract: Extract,
  options: ReadOptions = {},
): Promise<ChartArchive> {
  const { tar, entries, looseEnd } = await unpack(archive, options);
  const files = entries.filter((entry) => entry.type !== 'directory');
  const paths = chartPaths(files);
  const bodies = await extractChecked(extract, tar, files);
  const read = new Map<string, ChartFile>();
  for (const [index, path] of paths.entries()) {
    const bytes = bodies[index] as Uint8Array<ArrayBuffer>;
    read.set(path, replacing(read.get(path), { path, bytes }));
  }
  return { files: [...read.values()], looseEnd };
}

/**
 * Where two files have the same path, Helm keeps both and lets the later one win (helm
 * `pkg/chart/v2/loader/load.go`, LoadFiles). It writes such archives itself, for a subchart that is
 * in charts/ twice. Only with two Chart.yaml it merges the fields: then the chart has a name and a
 * version that other tools don't see.
 */
function replacing(earlier: ChartFile | undefined, file: ChartFile): ChartFile {
  if (!earlier) return file;
  if (file.path === 'Chart.yaml' && !sameBytes(earlier.bytes, file.bytes)) {
    throw new ChartroomError('archive.path-illegal', { path: file.path, reason: 'ambiguous' });
  }
  return { ...file, replaces: (earlier.replaces ?? 0) + 1 };
}

/** The `.tgz` of `files` in their order, below a folder `prefix`: the same files, the same bytes. */
export function packArchive(prefix: string, files: Iterable<ChartFile>): Blob {
  return gzip(tarParts(below(prefix, files)));
}

/**
 * The tar in a `.tgz`. Unpacking stops when the content is larger than any chart that Helm accepts.
 * A fault of the gzip file doesn't matter if the tar ends before it, and if that much is known to be
 * right: by gzip's checksum, or because the archive was verified.
 */
async function unpack(
  archive: Blob,
  { verified = false }: ReadOptions,
): Promise<{
  tar: Uint8Array<ArrayBuffer>;
  entries: TarEntry[];
  looseEnd?: ArchiveFault | undefined;
}> {
  const { content: tar, checked, fault } = await gunzip(archive, MAX_TAR_SIZE);
  const refuse = (cause: unknown) =>
    isChartroomError(fault, 'archive.too-large')
      ? new ChartroomError('archive.too-large', { limit: MAX_CHART_SIZE }, { cause })
      : (fault ?? cause);
  let listing: TarListing;
  try {
    listing = readTar(tar);
  } catch (error) {
    throw refuse(error);
  }
  const { entries, length, looseEnd } = listing;
  if (!fault) return { tar, entries, looseEnd: looseEnd && { reason: looseEnd } };
  // Without an end marker nobody knows whether the tar would have gone on.
  if (looseEnd === 'no-end' || (length > checked && !verified)) throw refuse(fault);
  return {
    tar,
    entries,
    looseEnd: isChartroomError(fault, 'archive.damaged') ? fault.data : { reason: 'trailing-data' },
  };
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
