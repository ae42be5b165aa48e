import type { DependencyReport } from '../dependencies/state.ts';
import type { ChartSource } from '../chart/files.ts';
import type { PackedChart } from '../chart/packed.ts';
import type { ProvenanceCheck, SignedChart } from '../provenance/check.ts';
import type { IndexEntry } from '../dependencies/pick-entry.ts';
import type { Artifact, Format } from '../formats/format.ts';
import type { Finding } from '../lint/finding.ts';
import type { Digest } from '../digest.ts';
import type { RenderedMarkdown } from '../markdown/render.ts';
import type { Manifest } from '../oci/manifest.ts';

export interface ComputeOptions {
  signal?: AbortSignal | undefined;
}

/** The blobs of an artifact that were fetched, by the digests they were found to have. */
export type FetchedBlobs = Map<Digest, Blob>;

/**
 * The work on bytes: reading, tar, gzip, YAML, digests, checks. One implementation
 * (`inline.ts`), run in place in Node and behind `worker/` in the browser, where an abort
 * ends the worker.
 */
export interface Compute {
  digest(content: Blob, options?: ComputeOptions & { like?: Digest | undefined }): Promise<Digest>;
  /** Reads and packs a chart's folder; `known`, packed before, is given back if it is the same. */
  packFolder(
    source: ChartSource,
    options?: ComputeOptions & { known?: PackedChart | undefined },
  ): Promise<PackedChart>;
  /** Reads a `.tgz`, which is kept as it is, as is the `.prov` beside it. */
  readArchive(
    archive: Blob,
    options?: ComputeOptions & { provenance?: Blob | undefined },
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
    options?: ComputeOptions & { created?: Date | undefined },
  ): Promise<Artifact>;
  /** The chart of an artifact, in whatever format; `blobs` holds what `chartBlobs` names. */
  restore(manifest: Manifest, blobs: FetchedBlobs, options?: ComputeOptions): Promise<PackedChart>;
  /** What a chart needs, and what of it is in charts/. */
  dependencies(chart: PackedChart, options?: ComputeOptions): Promise<DependencyReport>;
  /** A chart's versions in the index.yaml of a chart repository; undefined where it has none. */
  readIndex(index: Blob, name: string, options?: ComputeOptions): Promise<IndexEntry[] | undefined>;
  /** Renders a text in Markdown, a README; what is made to take minutes does so. */
  renderMarkdown(text: Blob, options?: ComputeOptions): Promise<RenderedMarkdown>;
}
