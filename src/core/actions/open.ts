import type { Compute, ComputeOptions, FetchedBlobs } from '../compute/compute.ts';
import type { PackedChart } from '../chart/packed.ts';
import { ChartroomError } from '../errors.ts';
import type { StoredFormat } from '../formats/format.ts';
import { chartBlobs, recognise } from '../formats/recognise.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest, type Index, type Manifest } from '../oci/manifest.ts';
import type { CopyProgress } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { StoredManifest, Target } from '../content/target.ts';

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
  /** Its source, with what was fetched so far at hand: copying on asks for the rest only. */
  target: MemoryTarget;
}

/**
 * Fetches the chart that `name`, a tag or digest, names in `source`. What it is, is decided
 * by its manifest, so what is no chart costs no download: `manifest.not-chart`.
 */
export async function open(
  source: Target,
  name: string,
  { compute, signal, onProgress }: OpenOptions,
): Promise<OpenedChart> {
  const target = new MemoryTarget(source);
  const root = await target.fetchManifest(name, { signal });
  const { stored, manifest } = await chartManifest(target, root, { signal });
  const found = recognise(manifest);
  const blobs: FetchedBlobs = new Map();
  await Promise.all(
    chartBlobs(found).map(async (descriptor) => {
      const report = (bytes: number) => onProgress?.({ descriptor, bytes, done: false });
      const blob = await target.fetch(descriptor, { signal, onProgress: report });
      onProgress?.({ descriptor, bytes: descriptor.size, done: true });
      blobs.set(descriptor.digest, blob);
    }),
  );
  return {
    descriptor: stored.descriptor,
    manifest,
    manifestBlob: stored.blob,
    format: found.format,
    chart: await compute.restore(manifest, blobs, { signal }),
    target,
  };
}

interface ReadManifest {
  stored: StoredManifest;
  manifest: Manifest;
}

/** The manifest itself, or the first one in an index that is a chart's. */
async function chartManifest(
  target: Target,
  stored: StoredManifest,
  options: ComputeOptions,
): Promise<ReadManifest> {
  const parsed = parseManifest(await stored.blob.text(), stored.descriptor.mediaType);
  if (!('manifests' in parsed)) return { stored, manifest: parsed };
  return findInIndex(target, parsed, options);
}

async function findInIndex(
  target: Target,
  index: Index,
  options: ComputeOptions,
): Promise<ReadManifest> {
  const found = new Set<string>();
  for (const descriptor of index.manifests.slice(0, MAX_INDEX)) {
    try {
      const stored = await target.fetchManifest(descriptor.digest, options);
      const read = await chartManifest(target, stored, options);
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
