import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Digest } from '../digest.ts';
import type {
  Deletes,
  ListEnd,
  ListOptions,
  ListsTags,
  Resolves,
  Untags,
} from '../content/target.ts';
import { isDeletionOff, isHeldByTags } from '../registry/deletion.ts';

export interface SharingOptions {
  signal?: AbortSignal | undefined;
  /** Called with the number of tags looked at so far, and the number of all tags. */
  onProgress?: ((looked: number, all: number) => void) | undefined;
}

/** What deleting a version removes. */
export interface Removable {
  digest: Digest;
  /** Every tag of that digest, the one that was chosen among them, of those that are listed. */
  tags: string[];
  /** How the list of tags ended: unless it is whole, more of them may go. */
  end: ListEnd;
}

export interface RemovableOptions extends SharingOptions, ListOptions {
  /** Called with the number of requests that are to be sent; they are when this is settled. */
  before?: ((requests: number) => Promise<void> | undefined) | undefined;
}

/** Finds out what deleting `tag` removes: its manifest, and every tag that names that manifest. */
export async function removableAs(
  target: Resolves & ListsTags,
  tag: string,
  options: RemovableOptions = {},
): Promise<Removable> {
  const { signal, onProgress, onNames, before } = options;
  // In sequence, so that the list isn't read for a tag that doesn't exist.
  const { digest } = await target.resolve(tag, { signal });
  const { names, end } = await target.tags({ signal, onNames });
  await before?.(names.length);
  onProgress?.(0, names.length);
  return { digest, tags: await tagsSharing(target, digest, names, options), end };
}

/**
 * Which of `tags` name the manifest with this digest. Deleting a manifest removes every tag that
 * names it, and registries can only be asked for the digest of one tag at a time.
 */
export async function tagsSharing(
  target: Resolves,
  digest: Digest,
  tags: readonly string[],
  { signal, onProgress }: SharingOptions = {},
): Promise<string[]> {
  let looked = 0;
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const digests = await mapLimited(tags, limits, async (tag, either) => {
    const named = await digestOf(target, tag, either);
    onProgress?.(++looked, tags.length);
    return named;
  });
  return tags.filter((_, i) => digests[i] === digest);
}

/** The digest that a tag names; undefined if the tag has been removed meanwhile. */
async function digestOf(target: Resolves, tag: string, signal: AbortSignal) {
  try {
    return (await target.resolve(tag, { signal })).digest;
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return undefined;
    throw error;
  }
}

/** The result of a removal. */
export interface Removed {
  tags: readonly string[];
  /** Tags that still name the manifest, which the registry keeps; absent if it is gone. */
  kept?: readonly string[];
}

/**
 * Removes a manifest and the tags that name it; most registries remove the tags by themselves. A
 * missing manifest or tag isn't an error, so that an interrupted removal can be repeated.
 *
 * A registry that deletes no manifest may still delete tags (Docker Hub): then only the first of
 * `tags`, the chosen one, is removed. `registry.keeps-all` if it doesn't either.
 */
export async function remove(
  target: Resolves & Deletes & Untags,
  digest: Digest,
  tags: readonly string[] = [],
  options: Pick<SharingOptions, 'onProgress'> = {},
): Promise<Removed> {
  try {
    await removeManifest(target, digest, tags);
    for (const tag of await tagsSharing(target, digest, tags, options)) {
      await unlessGone(target.delete(tag));
    }
    return { tags };
  } catch (error) {
    if (!isDeletionOff(error)) throw error;
    const [chosen, ...others] = tags;
    if (chosen !== undefined && (await untagged(target, digest, chosen))) {
      const kept = await tagsSharing(target, digest, others, options);
      return { tags: tags.filter((tag) => !kept.includes(tag)), kept };
    }
    throw new ChartroomError('registry.keeps-all', error.data, { cause: error });
  }
}

async function removeManifest(
  target: Resolves & Deletes & Untags,
  digest: Digest,
  tags: readonly string[],
): Promise<void> {
  try {
    await unlessGone(target.delete(digest));
  } catch (error) {
    if (!isHeldByTags(error) || tags.length === 0) throw error;
    for (const tag of await tagsSharing(target, digest, tags)) await unlessGone(target.untag(tag));
    await unlessGone(target.delete(digest));
  }
}

/** Removes a tag that still names this digest; false if the registry refuses, or keeps the tag. */
async function untagged(target: Resolves & Untags, digest: Digest, tag: string): Promise<boolean> {
  const isNamed = async () => (await tagsSharing(target, digest, [tag])).length > 0;
  if (!(await isNamed())) return false;
  try {
    await unlessGone(target.untag(tag));
  } catch (error) {
    if (isChartroomError(error, 'registry.refused') || isChartroomError(error, 'auth.denied')) {
      return false;
    }
    throw error;
  }
  return !(await isNamed());
}

async function unlessGone(deleting: Promise<void>): Promise<void> {
  try {
    await deleting;
  } catch (error) {
    if (!isChartroomError(error, 'tag.not-found')) throw error;
  }
}
