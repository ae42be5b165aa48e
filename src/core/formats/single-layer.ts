import type { PackedChart } from '../chart/packed.ts';
import { hexOf } from '../oci/digest.ts';
import { assembleManifest, describe, emptyConfig } from './artifact.ts';
import type { Artifact } from './format.ts';
import { DEMO_CHART, TITLE } from '../oci/chart-media-types.ts';

/**
 * The single layer of the 2019 demo's first README: the whole `.tgz`, with its own digest as the
 * title, since the demo's reader dropped layers without a title.
 */
export async function assembleSingleLayer(chart: PackedChart): Promise<Artifact> {
  const title = { [TITLE]: hexOf(chart.digest) };
  const layer = await describe(DEMO_CHART, chart.archive, title, chart.digest);
  return assembleManifest(await emptyConfig(), [layer]);
}
