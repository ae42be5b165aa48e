import { BLOBS_AT_ONCE, mapLimited } from '../concurrency.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isManifestType } from '../oci/media-types.ts';
import { once } from '../once.ts';
import { MAX_DEPTH, successors } from './reach.ts';
import { ReadThrough } from './read-through.ts';
import type {
  Destination,
  Mounts,
  PushOptions,
  Resolves,
  Source,
  StoredManifest,
  TransferOptions,
} from './target.ts';
import { manifestText } from '../read-blob.ts';

/**
 * The parts of a copy that have begun, by digest, so that content named by several manifests is
 * copied once.
 */
type Begun = Map<Digest, Promise<void>>;

/** The progress of one blob or manifest of a copy. */
export interface CopyProgress {
  descriptor: Descriptor;
  /** Bytes that have arrived at the destination. */
  bytes: number;
  done: boolean;
}

export interface CopyOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Replace a tag that names other content; without this option that is `tag.differs`. */
  overwrite?: boolean;
  /** The reference as the person knows it, for errors; the tag if not given. */
  reference?: string | undefined;
  /** Further tags to set in the same request as the tag, as in `PushOptions`. */
  also?: PushOptions['also'];
  onTags?: PushOptions['onTags'];
}

export interface CopyResult extends StoredManifest {
  /** The destination's tag already named this very manifest, so nothing was sent. */
  unchanged: boolean;
}

/**
 * Copies the manifest that `name` names in `source`, and everything that it refers to, to
 * `destination`, where `tag` names it afterwards. It works bottom up: a manifest is pushed after
 * all its content is stored, so an interrupted copy leaves unreferenced blobs behind but never a
 * manifest with missing content.
 */
export async function copy(
  source: Source,
  name: string,
  destination: Destination,
  tag: string | undefined,
  options: CopyOptions = {},
): Promise<CopyResult> {
  const { signal } = options;
  const root = await source.fetchManifest(name, { signal });
  const unchanged = await isNamed(destination, tag, root, options);
  if (!unchanged) await copyManifest(source, root, destination, options, tag);
  return { ...root, unchanged };
}

/**
 * Whether `tag` already names this manifest; `tag.differs` if it names another that mustn't be
 * replaced.
 */
export async function isNamed(
  destination: Resolves,
  tag: string | undefined,
  { descriptor }: StoredManifest,
  options: CopyOptions,
): Promise<boolean> {
  const existing = tag === undefined ? undefined : await find(destination, tag, options);
  if (existing?.digest === descriptor.digest) return true;
  if (existing && tag !== undefined && !options.overwrite) {
    throw new ChartroomError('tag.differs', {
      reference: options.reference ?? tag,
      existing: existing.digest,
      pushed: descriptor.digest,
    });
  }
  return false;
}

/** Copies the content of a manifest, as far as it is missing, and then the manifest. */
export async function copyManifest(
  source: Source,
  manifest: StoredManifest,
  destination: Destination,
  options: CopyOptions,
  tag?: string,
  { depth = 0, begun = new Map() as Begun } = {},
): Promise<void> {
  if (depth > MAX_DEPTH) {
    throw new ChartroomError('manifest.invalid', { reason: 'too-deep' });
  }
  const children = successors(await manifestText(manifest.blob), manifest.descriptor.mediaType);
  const limits = { limit: BLOBS_AT_ONCE, signal: options.signal };
  await mapLimited(children, limits, async (child, signal) => {
    const own = { ...options, signal };
    const copying = begun.get(child.digest) ?? copyChild(child, own);
    begun.set(child.digest, copying);
    await copying;
  });
  await push(destination, manifest, options, tag);

  async function copyChild(child: Descriptor, own: CopyOptions): Promise<void> {
    const { signal } = own;
    if (await mounted(source, child, destination, own)) return;
    // Reading from a local source costs nothing, and `push` itself checks before it sends.
    if (!source.local && (await destination.exists(child, { signal }))) {
      own.onProgress?.({ descriptor: child, bytes: child.size, done: true });
      return;
    }
    const stored = { descriptor: child, blob: await source.fetch(child, { signal }) };
    if (!isManifestType(child.mediaType)) return push(destination, stored, own);
    const below = { depth: depth + 1, begun };
    await copyManifest(source, stored, destination, own, undefined, below);
  }
}

/** Whether the destination mounted the blob. */
async function mounted(
  source: Source,
  descriptor: Descriptor,
  destination: Destination,
  options: CopyOptions,
): Promise<boolean> {
  if (!canMount(destination) || isManifestType(descriptor.mediaType)) return false;
  const origin = source instanceof ReadThrough ? source.origin : source;
  const read = once(() => source.fetch(descriptor, { signal: options.signal }));
  const done = await destination.mount(descriptor, origin, read, reporting(descriptor, options));
  if (done) options.onProgress?.({ descriptor, bytes: descriptor.size, done });
  return done;
}

function canMount(destination: Destination): destination is Destination & Mounts {
  return 'mount' in destination;
}

/** Stores a blob, or a manifest whose content is all there, and reports progress. */
export async function push(
  destination: Destination,
  { descriptor, blob }: StoredManifest,
  options: CopyOptions,
  tag?: string,
): Promise<void> {
  const { also, onTags } = tag === undefined ? {} : options;
  await destination.push(descriptor, blob, {
    ...reporting(descriptor, options),
    tag,
    also,
    onTags,
  });
  options.onProgress?.({ descriptor, bytes: descriptor.size, done: true });
}

function reporting(descriptor: Descriptor, { signal, onProgress }: CopyOptions): TransferOptions {
  return { signal, onProgress: (bytes) => onProgress?.({ descriptor, bytes, done: false }) };
}

async function find(target: Resolves, tag: string, { signal }: CopyOptions) {
  try {
    return await target.resolve(tag, { signal });
  } catch (error) {
    if (ChartroomError.from(error).code === 'tag.not-found') return undefined;
    throw error;
  }
}
