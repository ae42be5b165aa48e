import { copy } from '../content/copy.ts';
import type { Destination, Source, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import { HUB_TAG, hubLayer } from '../formats/hub-media-types.ts';
import { assembleHubMetadata, MAX_HUB_SIZE } from '../formats/hub-metadata.ts';
import { parseManifest } from '../oci/manifest.ts';
import { textOf } from '../read-blob.ts';
import { held } from './publish.ts';

/** Artifact Hub's metadata as a repository has it. */
export interface StoredHubMetadata {
  /** Of its manifest. */
  digest: Digest;
  text: string;
}

/**
 * Reads Artifact Hub's metadata in a repository; undefined if there is none. `manifest.not-chart` if
 * the tag names something else.
 */
export async function fetchHubMetadata(
  source: Source,
  options: Pick<TransferOptions, 'signal'> = {},
): Promise<StoredHubMetadata | undefined> {
  try {
    const { descriptor, blob } = await source.fetchManifest(HUB_TAG, options);
    const manifest = parseManifest(await textOf(blob), descriptor.mediaType);
    const layer = hubLayer(manifest);
    if (!layer) {
      const found = 'layers' in manifest ? [manifest.config.mediaType] : [manifest.mediaType];
      throw new ChartroomError('manifest.not-chart', { found });
    }
    if (layer.size > MAX_HUB_SIZE) {
      throw new ChartroomError('content.too-large', { name: layer.digest, limit: MAX_HUB_SIZE });
    }
    return { digest: descriptor.digest, text: await textOf(await source.fetch(layer, options)) };
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return undefined;
    throw error;
  }
}

export interface HubPush extends Pick<TransferOptions, 'signal'> {
  /** The repository as people know it, for errors. */
  place: string;
  /** What is replaced: nothing if it isn't given, and whatever is there if it is `anything`. */
  replaces?: Digest | 'anything' | undefined;
}

/**
 * Stores the file as a repository's metadata for Artifact Hub. If the tag names anything else than
 * what it `replaces`, because somebody else was there meanwhile, that is `tag.differs`.
 */
export async function pushHubMetadata(
  target: Source & Destination,
  file: string,
  { place, replaces, signal }: HubPush,
): Promise<{ digest: Digest; unchanged: boolean }> {
  const { source, name } = await held(await assembleHubMetadata(new Blob([file])));
  const overwrite = replaces === 'anything' || (await isNamed(target, replaces, signal));
  const reference = `${place}:${HUB_TAG}`;
  const options = { signal, overwrite, reference };
  const { descriptor, unchanged } = await copy(source, name, target, HUB_TAG, options);
  return { digest: descriptor.digest, unchanged };
}

async function isNamed(
  target: Source,
  digest: Digest | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (!digest) return false;
  try {
    return (await target.resolve(HUB_TAG, { signal })).digest === digest;
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return false;
    throw error;
  }
}
