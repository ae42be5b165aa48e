import type { Digest } from '../digest.ts';
import type { ArchiveFault } from '../errors.ts';
import type { ChartFile } from './files.ts';
import type { ChartMetadata } from './metadata.ts';
import { bytesOf } from '../read-blob.ts';

/** A file in a packed chart. */
export interface PackedFile extends Omit<ChartFile, 'bytes'> {
  /** Bytes. */
  size: number;
  /** The offset of its content in the chart's `unpacked`. */
  offset: number;
}

/**
 * A packed chart, which every action starts from or ends with. It can be posted between threads as
 * a whole, since blobs are passed by reference.
 */
export interface PackedChart {
  metadata: ChartMetadata;
  /**
   * The `.tgz`: packed by us from a folder, otherwise the very bytes that were chosen or pulled.
   */
  archive: Blob;
  digest: Digest;
  /** In the archive's order. */
  files: PackedFile[];
  /**
   * The files' bytes, concatenated. Files are shown from here, so that they show what was packed
   * even if the disk has changed. It is a single Blob, since each takes a browser some 0.2 ms to
   * create and pass on.
   */
  unpacked: Blob;
  /** What .helmignore left out, folders with a `/` at the end; empty for an archive. */
  ignored: string[];
  /** What is wrong with the archive behind the chart, where Helm doesn't look. */
  looseEnd?: ArchiveFault | undefined;
  /** The text of the folder's .helmignore, empty if it has none; absent for an archive. */
  helmignore?: string | undefined;
  /** The `.prov` beside the archive. */
  provenance?: Blob | undefined;
}

/** The bytes of one file of a chart. */
export function contentOf({ unpacked }: PackedChart, { offset, size }: PackedFile): Blob {
  return unpacked.slice(offset, offset + size);
}

/** Files in the form of a packed chart, to be read by `readPacked`. */
export function unpackedOf(files: readonly ChartFile[]): Pick<PackedChart, 'files' | 'unpacked'> {
  let end = 0;
  const placed = files.map(({ bytes, ...file }): PackedFile => {
    const offset = end;
    end += bytes.length;
    return { ...file, size: bytes.length, offset };
  });
  return { files: placed, unpacked: new Blob(files.map(({ bytes }) => bytes)) };
}

/** A packed chart's files, or those of them that are wanted. */
export async function readPacked(
  chart: PackedChart,
  isWanted?: (file: PackedFile) => boolean,
): Promise<ChartFile[]> {
  if (isWanted) {
    const read = chart.files.filter(isWanted).map(async (file) => ({
      path: file.path,
      bytes: await bytesOf(contentOf(chart, file)),
    }));
    return Promise.all(read);
  }
  // Read all at once, which is faster in browsers than file by file.
  const bytes = await bytesOf(chart.unpacked);
  return chart.files.map(({ offset, size, ...file }) => ({
    ...file,
    bytes: bytes.subarray(offset, offset + size),
  }));
}
