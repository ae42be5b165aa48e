import type { Compute } from '../compute/compute.ts';
import type { Source } from '../content/target.ts';
import type { KeptArtifact } from '../library/entry.ts';
import type { Manifest } from '../oci/manifest.ts';
import { findChart } from './find-chart.ts';
import { open, type OpenedChart } from './open.ts';
import { pushReference } from './push-reference.ts';
import type { PushTask } from './push.ts';

/**
 * A chart that was opened, ready to be pushed on to `destination`: the same bytes under another
 * reference. It has been published before, so findings don't stop it.
 */
export function promotion(
  { source, descriptor, manifest, format, chart }: OpenedChart,
  destination: string,
): PushTask {
  const { version } = chart.metadata;
  const reference = pushReference(destination, version);
  const blobs = named(manifest);
  return { source, manifest: descriptor, blobs, reference, format, version, errors: 0 };
}

/** A chart that is kept in the library, ready to be pushed without reading all of it. */
export async function promotionOfKept(
  library: Source,
  kept: KeptArtifact,
  destination: string,
  compute: () => Promise<Compute>,
): Promise<PushTask> {
  const version = kept.chart?.version;
  if (version === undefined) {
    // The oldest format has the chart's version only inside the archive.
    return promotion(await open(library, kept.name, { compute: await compute() }), destination);
  }
  const reference = pushReference(destination, version);
  const { stored, manifest, chart } = await findChart(library, kept.name);
  return {
    source: library,
    manifest: stored.descriptor,
    blobs: named(manifest),
    reference,
    format: chart.format,
    version,
    errors: 0,
  };
}

function named({ config, layers }: Manifest) {
  return [config, ...layers];
}
