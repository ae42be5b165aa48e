import type { Source, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import { recognise, type StoredChart } from '../formats/recognise.ts';
import { isRecord, parseJson } from '../json.ts';
import { HELM_CONFIG } from '../oci/chart-media-types.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest, type Manifest } from '../oci/manifest.ts';

/** What a list of versions says of one of them, from its manifest and the JSON of its Chart.yaml. */
export interface VersionFacts {
  digest: Digest;
  /** Bytes of all layers; undefined for an index, which names manifests instead. */
  size?: number | undefined;
  /** When it was made, in milliseconds, where its manifest says so. */
  created?: number | undefined;
  appVersion?: string | undefined;
  /** It holds a chart; otherwise an image, a signature or something else. */
  isChart: boolean;
}

/** Facts by the digest of the manifest: what a digest names never changes. */
export type KnownFacts = Map<Digest, VersionFacts>;

/** When an artifact was made (image-spec, annotations.md). */
const CREATED = 'org.opencontainers.image.created';
/** The metadata of a chart is longer only if somebody means harm. */
const MAX_METADATA_SIZE = 256 * 1024;

/**
 * The facts of what `tag` names: one request for a manifest that isn't `known` yet, one more for
 * the metadata of a chart, and only a HEAD where the tag named a known manifest before (`before`).
 * What can't be read as a manifest, or isn't a chart, has the facts that can be told.
 */
export async function versionFacts(
  source: Source,
  tag: string,
  {
    known,
    before,
    ...options
  }: { known: KnownFacts; before?: Digest | undefined } & TransferOptions,
): Promise<VersionFacts> {
  if (before && known.has(before)) {
    const { digest } = await source.resolve(tag, options);
    const facts = known.get(digest);
    if (facts) return facts;
  }
  const { descriptor, blob } = await source.fetchManifest(tag, options);
  const { digest, mediaType } = descriptor;
  const facts = known.get(digest) ?? {
    digest,
    ...(await factsIn(source, await blob.text(), mediaType, options)),
  };
  known.set(digest, facts);
  return facts;
}

async function factsIn(
  source: Source,
  text: string,
  mediaType: string,
  options: TransferOptions,
): Promise<Omit<VersionFacts, 'digest'>> {
  const manifest = parsed(text, mediaType);
  if (!manifest) return { isChart: false };
  const created = timeOf(manifest.annotations?.[CREATED]);
  if ('manifests' in manifest) return { created, isChart: false };
  const size = manifest.layers.reduce((sum, layer) => sum + layer.size, 0);
  const chart = chartIn(manifest);
  if (!chart) return { size, created, isChart: false };
  const metadata = metadataOf(manifest, chart);
  const appVersion = metadata && (await appVersionIn(source, metadata, options));
  return { size, created, appVersion, isChart: true };
}

/** A manifest or index; undefined for a text that is neither. */
export function parsed(text: string, mediaType: string) {
  try {
    return parseManifest(text, mediaType);
  } catch {
    return undefined;
  }
}

/** The chart in a manifest; undefined if it holds something else. */
export function chartIn(manifest: Manifest): StoredChart | undefined {
  try {
    return recognise(manifest);
  } catch {
    return undefined;
  }
}

/** The blob with Chart.yaml as JSON, where a format has one. */
export function metadataOf({ config }: Manifest, chart: StoredChart): Descriptor | undefined {
  const metadata = chart.kind === 'split' ? chart.meta : config;
  const isMetadata = chart.kind === 'split' || config.mediaType === HELM_CONFIG;
  return isMetadata && metadata.size <= MAX_METADATA_SIZE ? metadata : undefined;
}

async function appVersionIn(source: Source, metadata: Descriptor, options: TransferOptions) {
  try {
    const value = parseJson(await (await source.fetch(metadata, options)).text());
    const version = isRecord(value) ? value['appVersion'] : undefined;
    return typeof version === 'string' && version !== '' ? version : undefined;
  } catch (error) {
    // A blob that is missing or damaged leaves a gap in one row.
    const isGap =
      isChartroomError(error, 'blob.not-found') || isChartroomError(error, 'digest.mismatch');
    if (isGap) return undefined;
    throw error;
  }
}

function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
