import type { Compute, FetchedBlobs } from '../compute/compute.ts';
import type { UnpackedChart } from '../chart/packed.ts';
import { BLOBS_AT_ONCE, mapLimited } from '../concurrency.ts';
import type { StoredFormat } from '../formats/format.ts';
import { chartBlobs, type StoredChart } from '../formats/recognise.ts';
import { refuseTooLarge } from '../formats/sizes.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Index, Manifest } from '../oci/manifest.ts';
import type { CopyProgress } from '../content/copy.ts';
import { ReadThrough } from '../content/read-through.ts';
import type { Source } from '../content/target.ts';
import { findChart } from './find-chart.ts';

export interface OpenOptions {
  compute: Compute;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Gets what was fetched before it is read as a chart, which may fail. */
  onFetched?: ((fetched: FetchedChart) => void) | undefined;
}

/** A chart as it was fetched. */
export interface FetchedChart {
  manifest: Manifest;
  /** The manifest's bytes as they are stored. */
  manifestBlob: Blob;
  blobs: FetchedBlobs;
  /** The files that the chart's layers are, under the names to save them by. */
  layers: readonly StoredLayer[];
}

export interface StoredLayer {
  name: string;
  content: Blob;
}

/** A chart that was fetched, and how it was stored. */
export interface OpenedChart {
  /** The chart's manifest; where the reference named an index, the one found in it. */
  descriptor: Descriptor;
  manifest: Manifest;
  /** The manifest's bytes as they are stored. */
  manifestBlob: Blob;
  format: StoredFormat;
  chart: UnpackedChart;
  /** The index that the reference named, which may name other charts as well. */
  index?: Index | undefined;
  /** Its source, which remembers what was fetched: copying the chart on requests only the rest. */
  source: ReadThrough;
}

/**
 * Fetches the chart that `name`, a tag or digest, names in `from`. The manifest alone decides
 * whether it is a chart, so for anything else (`manifest.not-chart`) no layer is downloaded, nor
 * for what is too large to be a chart; see `formats/sizes.ts`.
 */
export async function open(
  from: Source,
  name: string,
  { compute, signal, onProgress, onFetched }: OpenOptions,
): Promise<OpenedChart> {
  const source = new ReadThrough(from);
  const { stored, manifest, chart, index } = await findChart(source, name, { signal });
  refuseTooLarge(chart);
  const limits = { limit: BLOBS_AT_ONCE, signal };
  const fetched = await mapLimited(chartBlobs(chart), limits, async (descriptor, either) => {
    const report = (bytes: number) => onProgress?.({ descriptor, bytes, done: false });
    const blob = await source.fetch(descriptor, { signal: either, onProgress: report });
    onProgress?.({ descriptor, bytes: descriptor.size, done: true });
    return [descriptor.digest, blob] as const;
  });
  const blobs: FetchedBlobs = new Map(fetched);
  onFetched?.({ manifest, manifestBlob: stored.blob, blobs, layers: layersOf(chart, blobs) });
  return {
    descriptor: stored.descriptor,
    manifest,
    manifestBlob: stored.blob,
    format: chart.format,
    index,
    chart: await compute.restore(manifest, blobs, { signal }),
    source,
  };
}

function layersOf(chart: StoredChart, blobs: FetchedBlobs): StoredLayer[] {
  const named =
    chart.kind === 'whole'
      ? ([['chart.tgz', chart.chart]] as const)
      : ([
          ['meta.json', chart.meta],
          ['content.tgz', chart.content],
        ] as const);
  return named.flatMap(([name, { digest }]) => {
    const content = blobs.get(digest);
    return content ? [{ name, content }] : [];
  });
}
