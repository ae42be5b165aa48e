import type { Source, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import { isHubMetadata } from '../formats/hub-media-types.ts';
import { kindOf, type ArtifactKind } from '../formats/kind.ts';
import { chartIn, type StoredChart } from '../formats/recognise.ts';
import { isRecord, parseJson } from '../json.ts';
import { createdIn, descriptionIn } from '../oci/annotations.ts';
import { HELM_CONFIG } from '../oci/chart-media-types.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest, type Manifest } from '../oci/manifest.ts';
import { DOCKER_INDEX, DOCKER_MANIFEST } from '../oci/media-types.ts';

/** What a list of versions says of one of them, from its manifest and the JSON of its Chart.yaml. */
export interface VersionFacts {
  digest: Digest;
  /** Bytes of all layers; undefined for an index, which names manifests instead. */
  size?: number | undefined;
  /** When it was made, in milliseconds, where its manifest says so. */
  created?: number | undefined;
  appVersion?: string | undefined;
  description?: string | undefined;
  /** Undefined for what can't be read as a manifest. */
  kind?: ArtifactKind | undefined;
  /** It is no chart, but Artifact Hub's metadata of the repository. */
  hub?: true;
}

/** Facts by the digest of the manifest: what a digest names never changes. */
export type KnownFacts = Map<Digest, VersionFacts>;

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
  if (mediaType === DOCKER_INDEX) return { kind: 'image' };
  if (mediaType === DOCKER_MANIFEST) return { kind: 'image', size: dockerSize(text) };
  const manifest = parsed(text, mediaType);
  if (!manifest) return {};
  const { annotations } = manifest;
  const told = {
    kind: kindOf(manifest),
    created: createdIn(annotations),
    description: descriptionIn(annotations),
    ...(isHubMetadata(manifest) && { hub: true as const }),
  };
  if ('manifests' in manifest) return told;
  const size = manifest.layers.reduce((sum, layer) => sum + layer.size, 0);
  const chart = chartIn(manifest);
  const metadata = chart && metadataOf(manifest, chart);
  const own = metadata && (await metadataIn(source, metadata, options));
  return {
    ...told,
    size,
    appVersion: textIn(own, 'appVersion'),
    description: textIn(own, 'description') ?? told.description,
  };
}

/** The layers of an image as Docker lists them (Docker's manifest, schema 2), in bytes. */
function dockerSize(text: string): number | undefined {
  const value = parseJson(text);
  const layers: unknown = isRecord(value) ? value['layers'] : undefined;
  if (!Array.isArray(layers)) return undefined;
  const sizes = layers.map((layer: unknown) => (isRecord(layer) ? Number(layer['size']) : NaN));
  const size = sizes.reduce((sum, one) => sum + one, 0);
  return Number.isSafeInteger(size) ? size : undefined;
}

/** A manifest or index; undefined for a text that is neither. */
export function parsed(text: string, mediaType: string) {
  try {
    return parseManifest(text, mediaType);
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

/** The fields of a Chart.yaml that is stored as JSON; undefined where it can't be read. */
async function metadataIn(source: Source, metadata: Descriptor, options: TransferOptions) {
  try {
    const value = parseJson(await (await source.fetch(metadata, options)).text());
    return isRecord(value) ? value : undefined;
  } catch (error) {
    // A blob that is missing or damaged leaves a gap in one row.
    const isGap =
      isChartroomError(error, 'blob.not-found') || isChartroomError(error, 'digest.mismatch');
    if (isGap) return undefined;
    throw error;
  }
}

function textIn(fields: Record<string, unknown> | undefined, key: string): string | undefined {
  const text = fields?.[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
