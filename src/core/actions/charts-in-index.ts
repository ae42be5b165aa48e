import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { Source, TransferOptions } from '../content/target.ts';
import { isChartroomError } from '../errors.ts';
import { kindOf } from '../formats/kind.ts';
import { factsOf } from '../library/entry.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest, type Index } from '../oci/manifest.ts';
import { isManifestType } from '../oci/media-types.ts';
import { textOf } from '../read-blob.ts';
import { MAX_MANIFESTS } from './find-chart.ts';

/** A chart that an index names. */
export interface IndexedChart {
  descriptor: Descriptor;
  name: string;
  version: string;
}

/**
 * The charts that an index names itself, in its order, up to as many manifests as are looked at to
 * find one. Other content is passed over, and so is what isn't there or can't be read.
 */
export async function chartsInIndex(
  source: Source,
  { manifests }: Index,
  { signal }: TransferOptions = {},
): Promise<IndexedChart[]> {
  const named = manifests.filter(({ mediaType }) => isManifestType(mediaType));
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const found = await mapLimited(named.slice(0, MAX_MANIFESTS), limits, async (entry, own) => {
    const read = (part: Descriptor) => source.fetch(part, { signal: own });
    try {
      const text = await textOf(await read(entry));
      const isChart = kindOf(parseManifest(text, entry.mediaType)) === 'chart';
      const { chart } = isChart ? await factsOf(text, entry.mediaType, read) : {};
      return chart ? [{ descriptor: entry, name: chart.name, version: chart.version }] : [];
    } catch (error) {
      const isLost =
        isChartroomError(error, 'tag.not-found') ||
        isChartroomError(error, 'blob.not-found') ||
        isChartroomError(error, 'digest.unsupported') ||
        isChartroomError(error, 'manifest.invalid');
      if (isLost) return [];
      throw error;
    }
  });
  // What an index lists again is the same chart.
  return [...new Map(found.flat().map((chart) => [chart.descriptor.digest, chart])).values()];
}
