import { isChartroomError, ChartroomError } from '../errors.ts';
import { recognise, type StoredChart } from '../formats/recognise.ts';
import { parseManifest, type Index, type Manifest } from '../oci/manifest.ts';
import { MAX_DEPTH } from '../content/reach.ts';
import type { Source, StoredManifest, TransferOptions } from '../content/target.ts';

/** How many manifests are looked at behind an index; a chart's has one or two. */
const MAX_MANIFESTS = 32;

/** A manifest that holds a chart, and the format it holds it in. */
export interface ChartManifest {
  /** As it is stored. */
  stored: StoredManifest;
  manifest: Manifest;
  chart: StoredChart;
}

/**
 * The manifest of the chart that `name`, a tag or digest, names in `source`: that manifest itself,
 * or the first chart manifest in an index. Only manifests are read, so `manifest.not-chart` costs
 * no download of a layer.
 */
export async function findChart(
  source: Source,
  name: string,
  options: Pick<TransferOptions, 'signal'> = {},
): Promise<ChartManifest> {
  const seen = new Set<string>([name]);
  const found = new Set<string>();
  const chart = await look(name, 0);
  if (chart) return chart;
  throw new ChartroomError('manifest.not-chart', { found: [...found] });

  /** Each manifest is looked at once, however many indexes name it. */
  async function look(name: string, depth: number): Promise<ChartManifest | undefined> {
    if (options.signal?.aborted) throw new ChartroomError('aborted', {});
    if (depth > MAX_DEPTH) throw new ChartroomError('manifest.invalid', { reason: 'too-deep' });
    const stored = await source.fetchManifest(name, options);
    try {
      const manifest = parseManifest(await stored.blob.text(), stored.descriptor.mediaType);
      if ('manifests' in manifest) return await lookThrough(manifest, depth);
      return { stored, manifest, chart: recognise(manifest) };
    } catch (error) {
      if (!isChartroomError(error, 'manifest.not-chart')) throw error;
      for (const type of error.data.found) found.add(type);
      return undefined;
    }
  }

  async function lookThrough(index: Index, depth: number): Promise<ChartManifest | undefined> {
    for (const { digest } of index.manifests) {
      if (seen.has(digest)) continue;
      if (seen.size > MAX_MANIFESTS) return undefined;
      seen.add(digest);
      const chart = await look(digest, depth + 1);
      if (chart) return chart;
    }
    return undefined;
  }
}
