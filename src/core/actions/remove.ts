import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Digest } from '../digest.ts';
import type { Deletes, ListEnd, ListOptions, ListsTags, Resolves } from '../content/target.ts';

export interface SharingOptions {
  signal?: AbortSignal | undefined;
  /** Called with the number of tags looked at so far, and of all of them. */
  onProgress?: ((looked: number, all: number) => void) | undefined;
}

/** What goes when a version is deleted. */
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

/** Finds out what goes when `tag` is deleted: its manifest, and every tag that names that. */
export async function removableAs(
  target: Resolves & ListsTags,
  tag: string,
  options: RemovableOptions = {},
): Promise<Removable> {
  const { signal, onProgress, onNames, before } = options;
  // One after the other: for a tag that isn't there no list is read to its end.
  const { digest } = await target.resolve(tag, { signal });
  const { names, end } = await target.tags({ signal, onNames });
  await before?.(names.length);
  onProgress?.(0, names.length);
  return { digest, tags: await tagsSharing(target, digest, names, options), end };
}

/**
 * Which of `tags` name the manifest with this digest. Registries delete manifests, and every tag
 * that names one goes with it; no registry tells these but one by one.
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

/** What a tag names; nothing where it went away meanwhile. */
async function digestOf(target: Resolves, tag: string, signal: AbortSignal) {
  try {
    return (await target.resolve(tag, { signal })).digest;
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return undefined;
    throw error;
  }
}

/**
 * Removes a manifest and the tags that name it, which most registries do by themselves. What
 * is gone already is what was wanted: a removal that broke off is finished by another one.
 * `registry.keeps-all` where the registry has deletion switched off (distribution-spec,
 * "Deleting tags": 405, or 400 where it isn't known).
 */
export async function remove(
  target: Resolves & Deletes,
  digest: Digest,
  tags: readonly string[] = [],
  options: Pick<SharingOptions, 'onProgress'> = {},
): Promise<void> {
  try {
    await unlessGone(target.delete(digest));
    for (const tag of await tagsSharing(target, digest, tags, options)) {
      await unlessGone(target.delete(tag));
    }
  } catch (error) {
    const off =
      isChartroomError(error, 'registry.refused') &&
      [400, 405, 501].includes(error.data.status ?? 0);
    throw off ? new ChartroomError('registry.keeps-all', error.data, { cause: error }) : error;
  }
}

async function unlessGone(deleting: Promise<void>): Promise<void> {
  try {
    await deleting;
  } catch (error) {
    if (!isChartroomError(error, 'tag.not-found')) throw error;
  }
}
