import { isChartroomError, ChartroomError } from '../errors.ts';
import { recognise, type StoredChart } from '../formats/recognise.ts';
import { parseManifest, type Index, type Manifest } from '../oci/manifest.ts';
import type { Source, StoredManifest, TransferOptions } from '../content/target.ts';

/** How many manifests of an index are looked at; a chart's index has one or two. */
const MAX_INDEX = 32;

/** A manifest that holds a chart, and how it does. */
export interface ChartManifest {
  /** As it is stored. */
  stored: StoredManifest;
  manifest: Manifest;
  chart: StoredChart;
}

/**
 * The manifest of the chart that `name`, a tag or digest, names in `source`: that manifest
 * itself, or the first one in an index that is a chart's. It is told from manifests alone:
 * `manifest.not-chart` costs no download of a layer.
 */
export async function findChart(
  source: Source,
  name: string,
  options: Pick<TransferOptions, 'signal'> = {},
): Promise<ChartManifest> {
  const stored = await source.fetchManifest(name, options);
  const manifest = parseManifest(await stored.blob.text(), stored.descriptor.mediaType);
  if ('manifests' in manifest) return findInIndex(source, manifest, options);
  return { stored, manifest, chart: recognise(manifest) };
}

async function findInIndex(
  source: Source,
  index: Index,
  options: Pick<TransferOptions, 'signal'>,
): Promise<ChartManifest> {
  const found = new Set<string>();
  for (const { digest } of index.manifests.slice(0, MAX_INDEX)) {
    try {
      return await findChart(source, digest, options);
    } catch (error) {
      if (!isChartroomError(error, 'manifest.not-chart')) throw error;
      for (const type of error.data.found) found.add(type);
    }
  }
  throw new ChartroomError('manifest.not-chart', { found: [...found] });
}
