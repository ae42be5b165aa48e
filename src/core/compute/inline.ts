import { packArchive, readChartArchive, type ChartArchive } from '../chart/archive.ts';
import { sliceExtract, type Extract } from '../archive/extract.ts';
import type { DependencyReport } from '../dependencies/state.ts';
import type { ChartFile } from '../chart/files.ts';
import type { IndexEntry } from '../dependencies/pick-entry.ts';
import { checkProvenance } from '../provenance/check.ts';
import { snapshot } from '../chart/read-files.ts';
import { loadFolder } from '../chart/read-folder.ts';
import { ChartTree, metadataOf } from '../chart/tree.ts';
import { ChartroomError } from '../errors.ts';
import type { Artifact, Format } from '../formats/format.ts';
import { assembleHelm } from '../formats/helm.ts';
import { recognise, type StoredChart } from '../formats/recognise.ts';
import { assembleSingleLayer } from '../formats/single-layer.ts';
import { assembleTwoLayer } from '../formats/two-layer.ts';
import type { RenderedMarkdown } from '../markdown/render.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import type { Compute, FetchedBlobs } from './compute.ts';
import {
  contentsOf,
  isUnpacked,
  placesOf,
  type PackedChart,
  type UnpackedChart,
} from '../chart/packed.ts';
import { readPacked } from '../chart/read-packed.ts';
import { holdsSame } from './same-files.ts';
import { bytesOf, textOf } from '../read-blob.ts';

export interface InlineOptions {
  /** Extracts files from a tar; by default as views into it. */
  extract?: Extract;
}

/** What is known of an archive before it is read. */
interface ArchiveFacts {
  provenance?: Blob | undefined;
  /** The digest that it was fetched by, and verified. */
  digest?: Digest | undefined;
  verified?: boolean | undefined;
}

/** The bytes of all files of a chart up to which they are kept in any case. */
const SMALL_CHART = 128 * 1024;

/** The input of packing. */
type PackInput = Pick<PackedChart, 'metadata' | 'ignored' | 'helmignore'> & {
  files: readonly ChartFile[];
};

/** Does the work on bytes in place: in Node, and in the compute worker. */
export function createInlineCompute({ extract = sliceExtract }: InlineOptions = {}): Compute {
  const unpack = (archive: Blob, verified = false) =>
    readChartArchive(archive, extract, { verified });

  async function readArchive(
    archive: Blob,
    { provenance, digest, verified = digest !== undefined }: ArchiveFacts = {},
  ): Promise<UnpackedChart> {
    const { files, looseEnd } = await unpack(archive, verified);
    return {
      metadata: metadataOf(files),
      archive,
      digest: digest?.startsWith('sha256:') ? digest : await digestOf(archive),
      files: placesOf(files),
      unpacked: contentsOf(files),
      ignored: [],
      looseEnd,
      provenance,
    };
  }

  async function restore(stored: StoredChart, blobs: FetchedBlobs): Promise<UnpackedChart> {
    if (stored.kind === 'whole') {
      const { chart, provenance } = stored;
      return readArchive(fetched(blobs, chart), {
        provenance: provenance && fetched(blobs, provenance),
        digest: chart.digest,
      });
    }
    const { files, looseEnd } = await unpackStored(stored, blobs);
    const packed = await pack({ metadata: metadataOf(files), files, ignored: [] });
    return { ...packed, unpacked: contentsOf(files), looseEnd };
  }

  /** The files of a chart that was fetched, in whichever layers it is stored. */
  async function unpackStored(stored: StoredChart, blobs: FetchedBlobs): Promise<ChartArchive> {
    if (stored.kind === 'whole') return unpack(fetched(blobs, stored.chart), true);
    const meta = await textOf(fetched(blobs, stored.meta));
    const { files, looseEnd } = await unpack(fetched(blobs, stored.content), true);
    // Loaded on demand: few charts are stored in two layers, and this needs a YAML writer.
    const { joinLayers } = await import('../formats/join.ts');
    return { files: joinLayers(meta, stored.content, files), looseEnd };
  }

  return {
    digest: (content, options) => digestOf(content, options?.like),
    async packFolder(source, { known, unpacked = false } = {}) {
      const folder = await loadFolder(source);
      const packed = await pack(folder, known);
      const isKept = unpacked || isSmall(packed);
      return isKept ? { ...packed, unpacked: contentsOf(folder.files) } : packed;
    },
    unpack: async (chart) =>
      isUnpacked(chart) ? chart : { ...chart, unpacked: contentsOf(await readPacked(chart)) },
    changes: async (before, after) =>
      (await import('./file-changes.ts')).fileChanges(before, after),
    compare: async (before, after) => (await comparing()).comparePacked(before, after),
    compareSubcharts: async (before, after) => (await comparing()).compareSubcharts(before, after),
    compareFile: async (before, after, places) =>
      (await comparing()).comparePackedFile(before, after, places),
    readArchive: async (archive, { provenance, verified } = {}) =>
      readArchive(await snapshot(archive), {
        provenance: provenance && (await snapshot(provenance)),
        verified,
      }),
    check: async (chart, options) => (await checks()).checkPacked(chart, options),
    checkFolder: async (source, options) => (await checks()).checkFolder(source, options),
    checkStored: async (manifest, blobs, options) =>
      (await checks()).checkArchive(() => unpackStored(recognise(manifest), blobs), options),
    checkArchive: async (archive, options) => {
      const read = await snapshot(archive);
      return (await checks()).checkArchive(() => unpack(read), options);
    },
    checkProvenance,
    assemble: (chart, format, options) => assemble(chart, format, options?.created),
    restore: (manifest, blobs) => restore(recognise(manifest), blobs),
    dependencies,
    readIndex,
    listRepository: async (index) =>
      (await import('../dependencies/repository-listing.ts')).listRepository(await bytesOf(index)),
    readLayout: async (place) => (await import('../layout/read.ts')).readLayout(place),
    artifactHub: async (annotations) =>
      (await import('../chart/artifact-hub.ts')).readArtifactHub(annotations),
    renderMarkdown,
    values: async (chart, choice) => (await looking()).lookAtValues(chart, choice),
    search: async (chart, wanted) => (await looking()).searchChart(chart, wanted),
    templateNames: async (chart) => (await looking()).namesInChart(chart),
  };
}

/** Whether a browser keeps the bytes of its files in less time than it takes to unpack them again. */
function isSmall({ files }: PackedChart): boolean {
  return files.reduce((sum, { size }) => sum + size, 0) <= SMALL_CHART;
}

/** Packs a chart's files, in the order they come in. */
async function pack(
  { metadata, files, ignored, helmignore }: PackInput,
  known?: PackedChart,
): Promise<PackedChart> {
  if (known && (await holdsSame(known, files))) return { ...known, ignored, helmignore };
  const archive = packArchive(metadata.name, files);
  return {
    metadata,
    archive,
    digest: await digestOf(archive),
    files: placesOf(files),
    ignored,
    helmignore,
  };
}

/** The rules are loaded when the first chart is checked: they aren't needed before. */
const checks = () => import('./check.ts');

/** Loaded with the first comparison. */
const comparing = () => import('./compare.ts');

/** Loaded with the first values or files that are looked at. */
const looking = () => import('./looking.ts');

async function assemble(chart: PackedChart, format: Format, created?: Date): Promise<Artifact> {
  switch (format) {
    case 'helm':
      return assembleHelm(chart, created);
    case 'single-layer':
      return assembleSingleLayer(chart);
    case 'two-layer': {
      const files = await readPacked(chart);
      const chartYaml = files.filter(({ path }) => path === 'Chart.yaml');
      return assembleTwoLayer(metadataOf(chartYaml), files);
    }
  }
}

/** Reads only the files that are about dependencies, from the packed chart. */
async function dependencies(chart: PackedChart): Promise<DependencyReport> {
  const { DEPENDENCY_FILES, reportDependencies } = await import('../dependencies/report.ts');
  const files = await readPacked(chart, ({ path }) => DEPENDENCY_FILES.test(path));
  return reportDependencies(new ChartTree(files, { metadata: chart.metadata }));
}

async function readIndex(index: Blob, name: string): Promise<IndexEntry[] | undefined> {
  const reader = await import('../dependencies/repository-index.ts');
  return reader.readIndex(await bytesOf(index), name);
}

/** Loaded with the first README that is shown. */
async function renderMarkdown(text: Blob): Promise<RenderedMarkdown> {
  const markdown = await import('../markdown/render.ts');
  return markdown.renderMarkdown(await textOf(text));
}

function fetched(blobs: FetchedBlobs, { digest }: Descriptor): Blob {
  const blob = blobs.get(digest);
  if (!blob) throw new ChartroomError('blob.not-found', { digest });
  return blob;
}
