import type { Digest } from '../digest.ts';
import type { ChartFile } from './files.ts';
import type { ChartMetadata } from './metadata.ts';

/** A file in a packed chart. */
export interface PackedFile extends Omit<ChartFile, 'bytes'> {
  /** Bytes. */
  size: number;
  /** Where it begins in the chart's `unpacked`. */
  offset: number;
}

/**
 * A chart, packed: what every action starts from or ends with. It crosses
 * threads whole, since blobs travel by reference.
 */
export interface PackedChart {
  metadata: ChartMetadata;
  /** The `.tgz`: packed by us from a folder, else the very bytes that came. */
  archive: Blob;
  digest: Digest;
  /** In the archive's order. */
  files: PackedFile[];
  /**
   * The files' bytes, one after the other: what is shown later is what was packed, whatever
   * the disk holds then. One Blob, since each costs a browser some 0.2 ms to make and pass on.
   */
  unpacked: Blob;
  /** What .helmignore left out, folders with a `/` at the end; empty for an archive. */
  ignored: string[];
  /** The `.prov` beside the archive. */
  provenance?: Blob | undefined;
}

/** The bytes of one file of a chart. */
export function contentOf({ unpacked }: PackedChart, { offset, size }: PackedFile): Blob {
  return unpacked.slice(offset, offset + size);
}

/** Files as a packed chart has them, to be read by `readPacked`. */
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
      bytes: new Uint8Array(await contentOf(chart, file).arrayBuffer()),
    }));
    return Promise.all(read);
  }
  // All of them at once, which takes a browser less than one by one.
  const bytes = new Uint8Array(await chart.unpacked.arrayBuffer());
  return chart.files.map(({ offset, size, ...file }) => ({
    ...file,
    bytes: bytes.subarray(offset, offset + size),
  }));
}
