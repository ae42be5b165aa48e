import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { Source, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import { parseManifest } from '../oci/manifest.ts';
import { textOf } from '../read-blob.ts';

/** Helm writes the chart's version there (helm `pkg/registry/chart.go`). */
const VERSION = 'org.opencontainers.image.version';

/** What a tag names, beside the manifest that it is to name. */
export interface TagStanding {
  tag: string;
  /** It names that manifest already. */
  same: boolean;
  /** The other manifest that it names, with its version if it says so; absent if the tag is free. */
  other?: { digest: Digest; version?: string | undefined } | undefined;
}

/** Finds out what tags name that are to name `digest`: a request each, and one more for another manifest. */
export async function tagStandings(
  target: Pick<Source, 'resolve' | 'fetchManifest'>,
  tags: readonly string[],
  digest: Digest,
  { signal }: Pick<TransferOptions, 'signal'> = {},
): Promise<TagStanding[]> {
  return mapLimited(tags, { limit: REQUESTS_AT_ONCE, signal }, async (tag, own) => {
    const found = await namedBy(target, tag, own);
    if (!found) return { tag, same: false };
    if (found === digest) return { tag, same: true };
    const version = await versionOfManifest(target, found, own);
    return { tag, same: false, other: { digest: found, version } };
  });
}

async function namedBy(target: Pick<Source, 'resolve'>, tag: string, signal: AbortSignal) {
  try {
    return (await target.resolve(tag, { signal })).digest;
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return undefined;
    throw error;
  }
}

/** The version that a manifest says it has; one that can't be read says nothing. */
async function versionOfManifest(
  target: Pick<Source, 'fetchManifest'>,
  digest: Digest,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const { descriptor, blob } = await target.fetchManifest(digest, { signal });
    return parseManifest(await textOf(blob), descriptor.mediaType).annotations?.[VERSION];
  } catch (error) {
    if (isChartroomError(error, 'manifest.invalid') || isChartroomError(error, 'tag.not-found')) {
      return undefined;
    }
    throw error;
  }
}
