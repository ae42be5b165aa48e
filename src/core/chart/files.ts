/** A file of a chart: path below the chart's root with `/` between its parts, and its bytes. */
export interface ChartFile {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** How many earlier files in its archive have the same path. */
  replaces?: number;
}

/** A file of a selection, not read yet. In the browser a `File`, which reads from disk. */
export interface SourceFile {
  /** Below the folder it belongs to, with `/` between its parts. */
  path: string;
  blob: Blob;
}

/** A chart's folder, not read yet. */
export interface ChartSource {
  /** The folder's own name; where several charts were selected, its path in the selection. */
  folder: string;
  files: SourceFile[];
}

/** A chart's folder, some of whose files may have been read by somebody else. */
export interface PartlyRead {
  folder: string;
  files: readonly (SourceFile | ChartFile)[];
}

/** How many bytes a file has. */
export function sizeOf(file: SourceFile | ChartFile): number {
  return 'bytes' in file ? file.bytes.length : file.blob.size;
}

/** Whether two contents are the same, byte by byte. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // A loop: `every` takes several times as long for what a chart holds.
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
