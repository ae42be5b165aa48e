import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { isManifestType, OCI_INDEX } from '../oci/media-types.ts';
import { referrerIn } from '../oci/referrer.ts';
import { tagsBeside } from './beside.ts';
import { copy, copyManifest, isNamed, push, type CopyOptions, type CopyResult } from './copy.ts';
import { MAX_DEPTH, reach } from './reach.ts';
import type {
  Destination,
  ListEnd,
  Listing,
  ListsReferrers,
  ReferrerList,
  Source,
  StoredManifest,
} from './target.ts';
import { textOf } from '../read-blob.ts';

export interface CopyWithReferrersOptions extends CopyOptions {
  /**
   * The tags of what cosign attached to a manifest by their names, at the source; if not given, each
   * is asked for.
   */
  beside?: ((digest: Digest) => Promise<Listing>) | undefined;
}

/** Where artifacts are copied to with what is attached to them. */
type Place = Destination & ListsReferrers & Pick<Source, 'fetchManifest'>;

export interface CopyWithReferrersResult extends CopyResult {
  /** The tags that were copied as well, with what they name. */
  beside: readonly string[];
  /** The direct and indirect referrers of what was copied, all of which the destination has now. */
  referrers: Descriptor[];
  /** How many of these and of the tags `beside` the destination didn't have before. */
  added: number;
  /** Listed referrers that the source doesn't have, that can't be verified, or refer to something else. */
  missing: Descriptor[];
  /** How the source's lists of what is attached ended: unless all are `whole`, there may be more. */
  end: ListEnd;
}

/**
 * Copies like `copy`, together with all referrers of the artifact and of the manifests in it:
 * signatures, provenance, SBOMs, and the signatures of those.
 *
 * A referrer is copied after its subject, and the tag is set at the very end: an interrupted copy
 * has no tag, and wherever the tag exists, so do the signatures, also those that lie `beside`. What
 * the destination has beside it already is replaced where nothing is lost by that, else only with
 * `overwrite`; otherwise it is `tag.differs`, of that tag.
 */
export async function copyWithReferrers(
  source: Source & ListsReferrers,
  name: string,
  destination: Place,
  tag: string | undefined,
  { beside: besideOf, ...options }: CopyWithReferrersOptions = {},
): Promise<CopyWithReferrersResult> {
  const { signal } = options;
  const root = await source.fetchManifest(name, { signal });
  const unchanged = await isNamed(destination, tag, root, options);
  const subjects = await manifestsIn(source, root, options);
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const lists = await mapLimited(subjects, limits, async (subject, signal) => {
    return { subject, listed: await source.referrers(subject.digest, { signal }) };
  });
  const beside = joined(
    await mapLimited(subjects, limits, async ({ digest }, signal) =>
      besideOf ? besideOf(digest) : tagsBeside(source, digest, { signal }),
    ),
  );
  const any = beside.names.length > 0 || lists.some(({ listed }) => listed.entries.length > 0);
  if (!unchanged) await copyManifest(source, root, destination, options, any ? undefined : tag);
  const copying = new ReferrersCopy(source, destination, options);
  for (const { subject, listed } of lists) await copying.copy(subject, listed);
  let tagsAdded = 0;
  for (const other of beside.names) {
    try {
      if (await copyBeside(source, destination, other, options)) tagsAdded++;
    } catch (error) {
      if (!isChartroomError(error, 'tag.differs')) throw error;
      const added = copying.added + tagsAdded;
      throw new ChartroomError('tag.differs', { ...error.data, added }, { cause: error });
    }
  }
  if (!unchanged && any && tag !== undefined) await push(destination, root, options, tag);
  const { copied: referrers, missing } = copying;
  const end = copying.end === 'whole' ? beside.end : copying.end;
  const added = copying.added + tagsAdded;
  return { ...root, unchanged, referrers, beside: beside.names, added, missing, end };
}

/** Several lists as one: the least certain end is its own. */
function joined(lists: readonly Listing[]): Listing {
  const ends = lists.map(({ end }) => end);
  const end = ends.find((one) => one === 'cut') ?? ends.find((one) => one !== 'whole') ?? 'whole';
  return { names: lists.flatMap(({ names }) => names), end };
}

/** Copies what has one of cosign's tags; false if the destination had it. */
async function copyBeside(
  source: Source,
  destination: Place,
  tag: string,
  options: CopyOptions,
): Promise<boolean> {
  const own = { ...options, reference: tag };
  try {
    const { unchanged } = await copy(source, tag, destination, tag, own);
    return !unchanged;
  } catch (error) {
    if (!isChartroomError(error, 'tag.differs')) throw error;
    if (!(await hasAllOf(source, destination, tag, options))) throw error;
    await copy(source, tag, destination, tag, { ...own, overwrite: true });
    return true;
  }
}

/**
 * Whether the source's manifest has every layer of the destination's: each layer is a signature or
 * an attestation of its own, and cosign adds to them.
 */
async function hasAllOf(
  source: Source,
  destination: Place,
  tag: string,
  { signal }: CopyOptions,
): Promise<boolean> {
  const [here, there] = await Promise.all(
    [source, destination].map(async (place) => {
      const { blob, descriptor } = await place.fetchManifest(tag, { signal });
      const manifest = parseManifest(await textOf(blob), descriptor.mediaType);
      return 'layers' in manifest ? manifest.layers : undefined;
    }),
  );
  if (!here || !there) return false;
  // cosign keeps the signature itself in an annotation of what it signed.
  const own = new Set(here.map((layer) => JSON.stringify(layer)));
  return there.every((layer) => own.has(JSON.stringify(layer)));
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
 * Limits the referrers of a copy. A registry can make up one more for each that is asked about,
 * without end; a real artifact has a few signatures and lists of parts.
 */
const MAX_REFERRERS = 1000;

/** Copies the referrers of manifests that the destination has, and keeps a record of them. */
class ReferrersCopy {
  readonly copied: Descriptor[] = [];
  readonly missing: Descriptor[] = [];
  /** How many of those copied the destination didn't have. */
  added = 0;
  end: ListEnd = 'whole';
  readonly #source: Source & ListsReferrers;
  readonly #destination: Place;
  readonly #options: CopyOptions;
  readonly #seen = new Set<Digest>();

  constructor(source: Source & ListsReferrers, destination: Place, options: CopyOptions) {
    this.#source = source;
    this.#destination = destination;
    this.#options = options;
  }

  /**
   * Copies the referrers that are `listed` for `subject`, in sequence: in a registry that keeps the
   * list under a tag, each push rewrites that list.
   */
  async copy(subject: Descriptor, { entries, end }: ReferrerList, depth = 1): Promise<void> {
    if (end !== 'whole') this.end = end;
    const unseen = entries.filter(({ digest }) => !this.#seen.has(digest));
    if (unseen.length === 0) return;
    if (depth > MAX_DEPTH) throw new ChartroomError('manifest.invalid', { reason: 'too-deep' });
    if (this.#seen.size + unseen.length > MAX_REFERRERS) {
      const fault = { reason: 'too-many-referrers', limit: MAX_REFERRERS } as const;
      throw new ChartroomError('manifest.invalid', fault);
    }
    const { signal } = this.#options;
    const { entries: held } = await this.#destination.referrers(subject.digest, { signal });
    const isListed = ({ digest }: Descriptor) => held.some((other) => other.digest === digest);
    for (const referrer of unseen) {
      this.#seen.add(referrer.digest);
      const there = isListed(referrer) && (await this.#destination.exists(referrer, { signal }));
      if (!there && !(await this.#copyOne(subject, referrer))) {
        this.missing.push(referrer);
        continue;
      }
      this.copied.push(referrer);
      if (!there) this.added++;
      const next = await this.#source.referrers(referrer.digest, { signal });
      await this.copy(referrer, next, depth + 1);
    }
  }

  /** False if the manifest can't be had from the source, or doesn't refer to the subject. */
  async #copyOne(subject: Descriptor, { digest }: Descriptor): Promise<boolean> {
    const stored = await this.#fetch(digest);
    if (!stored) return false;
    const found = referrerIn(stored.descriptor, await textOf(stored.blob));
    if (found?.subject.digest !== subject.digest) return false;
    await copyManifest(this.#source, stored, this.#destination, this.#options);
    return true;
  }

  async #fetch(digest: Digest): Promise<StoredManifest | undefined> {
    try {
      return await this.#source.fetchManifest(digest, { signal: this.#options.signal });
    } catch (error) {
      if (isChartroomError(error, 'tag.not-found')) return undefined;
      if (isChartroomError(error, 'digest.unsupported')) return undefined;
      throw error;
    }
  }
}
