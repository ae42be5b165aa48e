import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import { cosignTags } from '../oci/referrer.ts';
import type { Listing, Resolves, TransferOptions } from './target.ts';

/**
 * The tags of what cosign attached to a manifest by their names. Each that there can be is asked
 * for, so nothing depends on a list of tags.
 */
export async function tagsBeside(
  source: Resolves,
  digest: Digest,
  { signal }: TransferOptions = {},
): Promise<Listing> {
  const listing: Listing = { names: [], end: 'whole' };
  await mapLimited(cosignTags(digest), { limit: REQUESTS_AT_ONCE, signal }, async (tag, own) => {
    try {
      await source.resolve(tag, { signal: own });
      listing.names.push(tag);
    } catch (error) {
      // Some registries' 404 responses have no CORS headers: a page may not read even that.
      if (isChartroomError(error, 'registry.cors')) listing.end = 'unproven';
      else if (!isChartroomError(error, 'tag.not-found')) throw error;
    }
  });
  return { ...listing, names: listing.names.sort() };
}
