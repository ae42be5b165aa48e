import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isManifestType, OCI_INDEX } from '../oci/media-types.ts';
import { referrerIn } from '../oci/referrer.ts';
import { copyManifest, isNamed, push, type CopyOptions, type CopyResult } from './copy.ts';
import { MAX_DEPTH, reach } from './reach.ts';
import type { Destination, ListsReferrers, Source, StoredManifest } from './target.ts';

export interface CopyWithReferrersResult extends CopyResult {
  /** What refers to what was copied, in whatever number of steps: all of it is there now. */
  referrers: Descriptor[];
  /** What the source lists as that, but doesn't have, or what refers to something else. */
  missing: Descriptor[];
}

/**
 * Copies as `copy` does, and with an artifact all that refers to it, or to a manifest in it:
 * signatures, provenance, lists of parts, and the signatures of those.
 *
 * What refers to something comes after it, and the tag at the very end: what breaks off has no
 * name, and whoever finds the name finds the signatures too.
 */
export async function copyWithReferrers(
  source: Source & ListsReferrers,
  name: string,
  destination: Destination & ListsReferrers,
  tag: string | undefined,
  options: CopyOptions = {},
): Promise<CopyWithReferrersResult> {
  const { signal } = options;
  const root = await source.fetchManifest(name, { signal });
  const unchanged = await isNamed(destination, tag, root, options);
  const subjects = await manifestsIn(source, root, options);
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const lists = await mapLimited(subjects, limits, async (subject, signal) => {
    return { subject, listed: await source.referrers(subject.digest, { signal }) };
  });
  const any = lists.some(({ listed }) => listed.length > 0);
  if (!unchanged) await copyManifest(source, root, destination, options, any ? undefined : tag);
  const copying = new ReferrersCopy(source, destination, options);
  for (const { subject, listed } of lists) await copying.copy(subject, listed);
  if (!unchanged && any && tag !== undefined) await push(destination, root, options, tag);
  return { ...root, unchanged, referrers: copying.copied, missing: copying.missing };
}

/** The manifest and, where it is an index, every manifest in it. */
async function manifestsIn(
  source: Source,
  root: StoredManifest,
  { signal }: CopyOptions,
): Promise<Descriptor[]> {
  const parts = await reach(root.descriptor, async (part) => {
    if (part.mediaType !== OCI_INDEX) return undefined;
    return part.digest === root.descriptor.digest ? root.blob : source.fetch(part, { signal });
  });
  return parts.filter(({ mediaType }) => isManifestType(mediaType));
}

/**
 * How much may refer to what is copied. A registry can make up one more for each that is asked
 * about, without end; a real artifact has a few signatures and lists of parts.
 */
const MAX_REFERRERS = 1000;

/** Copies what refers to manifests that are there, and keeps account of it. */
class ReferrersCopy {
  readonly copied: Descriptor[] = [];
  readonly missing: Descriptor[] = [];
  readonly #source: Source & ListsReferrers;
  readonly #destination: Destination & ListsReferrers;
  readonly #options: CopyOptions;
  readonly #seen = new Set<Digest>();

  constructor(
    source: Source & ListsReferrers,
    destination: Destination & ListsReferrers,
    options: CopyOptions,
  ) {
    this.#source = source;
    this.#destination = destination;
    this.#options = options;
  }

  /**
   * Copies what is `listed` as referring to `subject`, one after the other: where a registry
   * keeps the list under a tag, each push rewrites it.
   */
  async copy(subject: Descriptor, listed: readonly Descriptor[], depth = 1): Promise<void> {
    const unseen = listed.filter(({ digest }) => !this.#seen.has(digest));
    if (unseen.length === 0) return;
    if (depth > MAX_DEPTH) throw new ChartroomError('manifest.invalid', { reason: 'too-deep' });
    if (this.#seen.size + unseen.length > MAX_REFERRERS) {
      const fault = { reason: 'too-many-referrers', limit: MAX_REFERRERS } as const;
      throw new ChartroomError('manifest.invalid', fault);
    }
    const { signal } = this.#options;
    const held = await this.#destination.referrers(subject.digest, { signal });
    const isListed = ({ digest }: Descriptor) => held.some((other) => other.digest === digest);
    for (const referrer of unseen) {
      this.#seen.add(referrer.digest);
      const there = isListed(referrer) && (await this.#destination.exists(referrer, { signal }));
      if (!there && !(await this.#copyOne(subject, referrer))) {
        this.missing.push(referrer);
        continue;
      }
      this.copied.push(referrer);
      const next = await this.#source.referrers(referrer.digest, { signal });
      await this.copy(referrer, next, depth + 1);
    }
  }

  /** False for what the source doesn't have, or what doesn't refer to the subject. */
  async #copyOne(subject: Descriptor, { digest }: Descriptor): Promise<boolean> {
    const stored = await this.#fetch(digest);
    if (!stored) return false;
    const found = referrerIn(stored.descriptor, await stored.blob.text());
    if (found?.subject.digest !== subject.digest) return false;
    await copyManifest(this.#source, stored, this.#destination, this.#options);
    return true;
  }

  async #fetch(digest: Digest): Promise<StoredManifest | undefined> {
    try {
      return await this.#source.fetchManifest(digest, { signal: this.#options.signal });
    } catch (error) {
      if (isChartroomError(error, 'tag.not-found')) return undefined;
      throw error;
    }
  }
}
