import type { DependencyReport } from '../dependencies/state.ts';
import type { ChartFile, ChartSource } from '../chart/files.ts';
import type { ChartMetadata } from '../chart/metadata.ts';
import type { ProvenanceCheck, SignedChart } from '../provenance/check.ts';
import type { IndexEntry } from '../dependencies/pick-entry.ts';
import type { Artifact, Format } from '../formats/format.ts';
import type { Finding } from '../lint/finding.ts';
import type { Digest } from '../oci/digest.ts';
import type { Manifest } from '../oci/manifest.ts';

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
  provenance?: Blob;
}

/** The bytes of one file of a chart. */
export function contentOf({ unpacked }: PackedChart, { offset, size }: PackedFile): Blob {
  return unpacked.slice(offset, offset + size);
}

export interface ComputeOptions {
  signal?: AbortSignal;
}

/** The blobs of an artifact that were fetched, by the digests they were found to have. */
export type FetchedBlobs = Map<Digest, Blob>;

/**
 * The work on bytes: reading, tar, gzip, YAML, digests, checks. One implementation
 * (`inline.ts`), run in place in Node and behind `worker/` in the browser, where an abort
 * ends the worker.
 */
export interface Compute {
  digest(content: Blob, options?: ComputeOptions & { like?: Digest }): Promise<Digest>;
  /** Reads and packs a chart's folder; `known`, packed before, is given back if it is the same. */
  packFolder(
    source: ChartSource,
    options?: ComputeOptions & { known?: PackedChart },
  ): Promise<PackedChart>;
  /** Reads a `.tgz`, which is kept as it is, as is the `.prov` beside it. */
  readArchive(
    archive: Blob,
    options?: ComputeOptions & { provenance?: Blob },
  ): Promise<PackedChart>;
  /** What there is to say about a chart before it is published. */
  check(chart: PackedChart, options?: ComputeOptions): Promise<Finding[]>;
  /** Reads a `.prov` and holds it against the chart it came with; its signature isn't checked. */
  checkProvenance(
    provenance: Blob,
    chart: SignedChart,
    options?: ComputeOptions,
  ): Promise<ProvenanceCheck>;
  /** The artifact that pushing the chart in this format stores. */
  assemble(
    chart: PackedChart,
    format: Format,
    options?: ComputeOptions & { created?: Date },
  ): Promise<Artifact>;
  /** The chart of an artifact, in whatever format; `blobs` holds what `chartBlobs` names. */
  restore(manifest: Manifest, blobs: FetchedBlobs, options?: ComputeOptions): Promise<PackedChart>;
  /** What a chart needs, and what of it is in charts/. */
  dependencies(chart: PackedChart, options?: ComputeOptions): Promise<DependencyReport>;
  /** A chart's versions in the index.yaml of a chart repository; undefined where it has none. */
  readIndex(index: Blob, name: string, options?: ComputeOptions): Promise<IndexEntry[] | undefined>;
}
