import type { Digest } from '../digest.ts';
import type { ArchiveFault } from '../errors.ts';
import type { ChartFile } from './files.ts';
import type { ChartMetadata } from './metadata.ts';

/** A file in a packed chart. */
export interface PackedFile extends Omit<ChartFile, 'bytes'> {
  /** Bytes. */
  size: number;
  /** The offset of its content among the bytes of all files, one after the other. */
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
   * The files' bytes, concatenated; absent as long as nothing shows them: of a folder of charts few
   * are looked into, and a browser takes longer to keep the bytes than to pack them. They are in the
   * archive all the same.
   */
  unpacked?: Blob | undefined;
  /** What .helmignore left out, folders with a `/` at the end; empty for an archive. */
  ignored: string[];
  /** What is wrong with the archive behind the chart, where Helm doesn't look. */
  looseEnd?: ArchiveFault | undefined;
  /** The text of the folder's .helmignore, empty if it has none; absent for an archive. */
  helmignore?: string | undefined;
  /** The `.prov` beside the archive. */
  provenance?: Blob | undefined;
}

/**
 * A packed chart whose files can be shown: what was packed, even if the disk has changed. It is a
 * single Blob, since each takes a browser some 0.2 ms to create and pass on.
 */
export interface UnpackedChart extends PackedChart {
  unpacked: Blob;
}

export function isUnpacked(chart: PackedChart): chart is UnpackedChart {
  return chart.unpacked !== undefined;
}

/** The bytes of one file of a chart. */
export function contentOf({ unpacked }: UnpackedChart, { offset, size }: PackedFile): Blob {
  return unpacked.slice(offset, offset + size);
}

/** Where the bytes of each file are among those of all. */
export function placesOf(files: readonly ChartFile[]): PackedFile[] {
  let end = 0;
  return files.map(({ bytes, ...file }): PackedFile => {
    const offset = end;
    end += bytes.length;
    return { ...file, size: bytes.length, offset };
  });
}

/** The bytes of all files, for `contentOf`. */
export function contentsOf(files: readonly ChartFile[]): Blob {
  return new Blob(files.map(({ bytes }) => bytes));
}
