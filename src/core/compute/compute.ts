import type { DependencyReport } from '../dependencies/state.ts';
import type { PartlyRead } from '../chart/files.ts';
import type { ArtifactHub } from '../chart/artifact-hub.ts';
import type { PackedChart, UnpackedChart } from '../chart/packed.ts';
import type { ProvenanceCheck, SignedChart } from '../provenance/check.ts';
import type { IndexEntry } from '../dependencies/pick-entry.ts';
import type { RepositoryListing } from '../dependencies/repository-listing.ts';
import type { Artifact, Format } from '../formats/format.ts';
import type { OwnComparison, SubchartChange } from '../diff/comparison.ts';
import type { FileDiff } from '../diff/text.ts';
import type { WorkFault } from '../errors.ts';
import type { Finding } from '../lint/finding.ts';
import type { Digest } from '../digest.ts';
import type { FilePlaces } from './compare.ts';
import type { FileChanges } from './file-changes.ts';
import type { RenderedMarkdown } from '../markdown/render.ts';
import type { LayoutListing, LayoutPlace } from '../layout/listing.ts';
import type { Manifest } from '../oci/manifest.ts';
import type { TemplateNames } from '../search/template-names.ts';
import type { SearchResult } from '../search/text-search.ts';
import type { ValuesChoice, ValuesView } from '../values/view.ts';

export interface ComputeOptions {
  signal?: AbortSignal | undefined;
}

/** How a chart's folder is packed. */
export interface PackOptions {
  /** An earlier result, which is returned if it has the same files. */
  known?: PackedChart | undefined;
  /** The bytes of its files come with it: it is going to be looked into. */
  unpacked?: boolean | undefined;
}

export interface CheckOptions extends ComputeOptions {
  /** Templates aren't rendered, for this reason, and a finding says so. */
  unrendered?: WorkFault | undefined;
}

/** The blobs of an artifact that were fetched, by the digests they were found to have. */
export type FetchedBlobs = Map<Digest, Blob>;

/**
 * The CPU-bound work: reading, tar, gzip, YAML, digests, checks. There is one implementation
 * (`inline.ts`); in Node it runs in place, in the browser in a worker (`worker/`), which an abort
 * terminates.
 */
export interface Compute {
  digest(content: Blob, options?: ComputeOptions & { like?: Digest | undefined }): Promise<Digest>;
  /** Reads and packs a chart's folder. */
  packFolder(source: PartlyRead, options?: ComputeOptions & PackOptions): Promise<PackedChart>;
  /** A packed chart with the bytes of its files, to be shown. */
  unpack(chart: PackedChart, options?: ComputeOptions): Promise<UnpackedChart>;
  /** How a chart's files differ from those of an earlier reading of it. */
  changes(before: PackedChart, after: PackedChart, options?: ComputeOptions): Promise<FileChanges>;
  /** How one chart differs from another, without the charts in charts/. */
  compare(
    before: PackedChart,
    after: PackedChart,
    options?: ComputeOptions,
  ): Promise<OwnComparison>;
  /** How the charts in charts/ differ: with large ones as much work as all else. */
  compareSubcharts(
    before: PackedChart,
    after: PackedChart,
    options?: ComputeOptions,
  ): Promise<SubchartChange[]>;
  /** One file of two charts by line. */
  compareFile(
    before: PackedChart,
    after: PackedChart,
    places: FilePlaces,
    options?: ComputeOptions,
  ): Promise<FileDiff>;
  /**
   * Reads a `.tgz`. The archive and the `.prov` beside it are kept byte for byte; `verified` says
   * that it has the digest by which its publisher named it.
   */
  readArchive(
    archive: Blob,
    options?: ComputeOptions & { provenance?: Blob | undefined; verified?: boolean | undefined },
  ): Promise<UnpackedChart>;
  /** The findings about a chart. */
  check(chart: PackedChart, options?: CheckOptions): Promise<Finding[]>;
  /** The findings about a folder that can't be packed: whatever of it can be checked is. */
  checkFolder(source: PartlyRead, options?: CheckOptions): Promise<Finding[]>;
  /** The findings about what was fetched as a chart, in any format, and can't be loaded. */
  checkStored(manifest: Manifest, blobs: FetchedBlobs, options?: CheckOptions): Promise<Finding[]>;
  /** The findings about an archive whose chart can't be loaded; none if it can't be unpacked. */
  checkArchive(archive: Blob, options?: CheckOptions): Promise<Finding[]>;
  /** Reads a `.prov` and compares it with the chart beside it; the signature isn't checked. */
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
  /** The chart in an artifact of any format; `blobs` holds those that `chartBlobs` names. */
  restore(
    manifest: Manifest,
    blobs: FetchedBlobs,
    options?: ComputeOptions,
  ): Promise<UnpackedChart>;
  /** A chart's dependencies, and which of them are in charts/. */
  dependencies(chart: PackedChart, options?: ComputeOptions): Promise<DependencyReport>;
  /** A chart's versions in the index.yaml of a chart repository; undefined if it isn't listed. */
  readIndex(index: Blob, name: string, options?: ComputeOptions): Promise<IndexEntry[] | undefined>;
  /** Everything that the index.yaml of a chart repository lists. */
  listRepository(index: Blob, options?: ComputeOptions): Promise<RepositoryListing>;
  /** Lists what an OCI image layout holds: an archive, or a folder's files. */
  readLayout(place: LayoutPlace, options?: ComputeOptions): Promise<LayoutListing>;
  /** Reads a chart's annotations for Artifact Hub, which hold YAML. */
  artifactHub(
    annotations: Readonly<Record<string, string>>,
    options?: ComputeOptions,
  ): Promise<ArtifactHub>;
  /** Renders Markdown, such as a README; a crafted text can take minutes. */
  renderMarkdown(text: Blob, options?: ComputeOptions): Promise<RenderedMarkdown>;
  /** The values of a chart, of one of its subcharts, or of all of them together, as a page shows them. */
  values(chart: PackedChart, choice: ValuesChoice, options?: ComputeOptions): Promise<ValuesView>;
  /** The lines of a chart's files that have a text in them. */
  search(chart: PackedChart, wanted: string, options?: ComputeOptions): Promise<SearchResult>;
  /** Where templates are defined and used, and where values are read. */
  templateNames(chart: PackedChart, options?: ComputeOptions): Promise<TemplateNames>;
}
