import type { Compute, ComputeOptions, FetchedBlobs } from '../compute/compute.ts';
import type { PackedChart } from '../chart/packed.ts';
import { BLOBS_AT_ONCE, mapLimited } from '../concurrency.ts';
import { ChartroomError } from '../errors.ts';
import type { StoredFormat } from '../formats/format.ts';
import { chartBlobs, recognise } from '../formats/recognise.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest, type Index, type Manifest } from '../oci/manifest.ts';
import type { CopyProgress } from '../content/copy.ts';
import { ReadThrough } from '../content/read-through.ts';
import type { Source, StoredManifest } from '../content/target.ts';

/** How many manifests of an index are looked at; a chart's index has one or two. */
const MAX_INDEX = 32;

export interface OpenOptions {
  compute: Compute;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
}

/** A chart that was fetched, and what it was stored as. */
export interface OpenedChart {
  /** The chart's manifest; where the reference named an index, the one found in it. */
  descriptor: Descriptor;
  manifest: Manifest;
  /** The manifest's bytes as they are stored. */
  manifestBlob: Blob;
  format: StoredFormat;
  chart: PackedChart;
  /** Where it is, with what was fetched so far at hand: copying on asks for the rest only. */
  source: ReadThrough;
}

/**
 * Fetches the chart that `name`, a tag or digest, names in `from`. What it is, is decided
 * by its manifest, so what is no chart costs no download: `manifest.not-chart`.
 */
export async function open(
  from: Source,
  name: string,
  { compute, signal, onProgress }: OpenOptions,
): Promise<OpenedChart> {
  const source = new ReadThrough(from);
  const root = await source.fetchManifest(name, { signal });
  const { stored, manifest } = await chartManifest(source, root, { signal });
  const found = recognise(manifest);
  const limits = { limit: BLOBS_AT_ONCE, signal };
  const fetched = await mapLimited(chartBlobs(found), limits, async (descriptor, either) => {
    const report = (bytes: number) => onProgress?.({ descriptor, bytes, done: false });
    const blob = await source.fetch(descriptor, { signal: either, onProgress: report });
    onProgress?.({ descriptor, bytes: descriptor.size, done: true });
    return [descriptor.digest, blob] as const;
  });
  const blobs: FetchedBlobs = new Map(fetched);
  return {
    descriptor: stored.descriptor,
    manifest,
    manifestBlob: stored.blob,
    format: found.format,
    chart: await compute.restore(manifest, blobs, { signal }),
    source,
  };
}

interface ReadManifest {
  stored: StoredManifest;
  manifest: Manifest;
}

/** The manifest itself, or the first one in an index that is a chart's. */
async function chartManifest(
  source: Source,
  stored: StoredManifest,
  options: ComputeOptions,
): Promise<ReadManifest> {
  const parsed = parseManifest(await stored.blob.text(), stored.descriptor.mediaType);
  if (!('manifests' in parsed)) return { stored, manifest: parsed };
  return findInIndex(source, parsed, options);
}

async function findInIndex(
  source: Source,
  index: Index,
  options: ComputeOptions,
): Promise<ReadManifest> {
  const found = new Set<string>();
  for (const descriptor of index.manifests.slice(0, MAX_INDEX)) {
    try {
      const stored = await source.fetchManifest(descriptor.digest, options);
      const read = await chartManifest(source, stored, options);
      recognise(read.manifest);
      return read;
    } catch (thrown) {
      const error = ChartroomError.from(thrown);
      if (error.code !== 'manifest.not-chart') throw error;
      for (const type of (error as ChartroomError<'manifest.not-chart'>).data.found) {
        found.add(type);
      }
    }
  }
  throw new ChartroomError('manifest.not-chart', { found: [...found] });
}
