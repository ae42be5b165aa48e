import { isChartroomError, ChartroomError } from '../errors.ts';
import { recognise, type StoredChart } from '../formats/recognise.ts';
import { parseManifest, type Index, type Manifest } from '../oci/manifest.ts';
import { MAX_DEPTH } from '../content/reach.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import type { Source, StoredManifest, TransferOptions } from '../content/target.ts';
import { manifestText } from '../read-blob.ts';

/** How many manifests are looked at behind an index; a chart's has one or two. */
export const MAX_MANIFESTS = 32;

/** A manifest that holds a chart, and the format it holds it in. */
export interface ChartManifest {
  /** As it is stored. */
  stored: StoredManifest;
  manifest: Manifest;
  chart: StoredChart;
  /** What the name stands for, where that is an index. */
  index?: Index | undefined;
}

/**
 * The manifest of the chart that `name`, a tag or digest, names in `source`: that manifest itself,
 * or the first chart manifest in an index. Only manifests are read, so `manifest.not-chart` costs
 * no download of a layer. An index may also name other content, such as a signature, and manifests
 * that are missing or can't be verified: they are an error only if nothing else could be read.
 */
export async function findChart(
  source: Source,
  name: string,
  options: Pick<TransferOptions, 'signal'> = {},
): Promise<ChartManifest> {
  const seen = new Set<string>([name]);
  const found = new Set<string>();
  const beside = new Set<string>();
  let unread: ChartroomError | undefined;
  let index: Index | undefined;
  const chart = await look(name, 0);
  if (chart) return { ...chart, index };
  if (unread && found.size === 0) throw unread;
  throw new ChartroomError('manifest.not-chart', { found: [...(found.size > 0 ? found : beside)] });

  /** Each manifest is looked at once, however many indexes name it. */
  async function look(name: string, depth: number): Promise<ChartManifest | undefined> {
    if (options.signal?.aborted) throw new ChartroomError('aborted', {});
    if (depth > MAX_DEPTH) throw new ChartroomError('manifest.invalid', { reason: 'too-deep' });
    const stored = await source.fetchManifest(name, options);
    try {
      const manifest = parseManifest(await manifestText(stored.blob), stored.descriptor.mediaType);
      if ('manifests' in manifest) {
        index ??= manifest;
        return await lookThrough(manifest, depth);
      }
      return { stored, manifest, chart: recognise(manifest) };
    } catch (error) {
      if (!isChartroomError(error, 'manifest.not-chart')) throw error;
      for (const type of error.data.found) found.add(type);
      return undefined;
    }
  }

  async function lookThrough(index: Index, depth: number): Promise<ChartManifest | undefined> {
    for (const { digest, mediaType } of index.manifests) {
      if (seen.has(digest)) continue;
      if (!isManifestType(mediaType)) {
        beside.add(mediaType);
        continue;
      }
      if (seen.size > MAX_MANIFESTS) return undefined;
      seen.add(digest);
      try {
        const chart = await look(digest, depth + 1);
        if (chart) return chart;
      } catch (error) {
        unread ??= whyUnread(error, digest);
      }
    }
    return undefined;
  }
}

/** The error for a manifest in an index that can't be had; any other error is thrown. */
function whyUnread(error: unknown, digest: Digest): ChartroomError {
  if (isChartroomError(error, 'digest.unsupported')) return error;
  if (isChartroomError(error, 'tag.not-found') || isChartroomError(error, 'blob.not-found')) {
    return new ChartroomError('blob.not-found', { digest }, { cause: error });
  }
  throw error;
}
