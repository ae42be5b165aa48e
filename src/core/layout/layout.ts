import { ChartroomError } from '../errors.ts';
import type { Digest } from '../digest.ts';
import type { ListsReferrers, ReferrerList, Source, StoredManifest } from '../content/target.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf, parseDigest } from '../oci/digest.ts';
import { MAX_MANIFEST_SIZE } from '../oci/media-types.ts';
import { isManifestType } from '../oci/media-types.ts';
import type { LayoutListing } from './listing.ts';

/** Hashes content: in a worker where there is one. */
type Digester = (content: Blob, like?: Digest) => Promise<Digest>;

/**
 * An OCI image layout to copy from. Manifests are named by their digests, since names in a layout
 * may be anything, and only what cosign attached by its tags; whatever is read is checked against its size and digest.
 */
export class Layout implements Source, ListsReferrers {
  readonly local = true;
  readonly listing: LayoutListing;
  readonly #digest: Digester;
  readonly #manifests: ReadonlyMap<string, Descriptor>;

  constructor(listing: LayoutListing, digest: Digester = digestOf) {
    this.listing = listing;
    this.#digest = digest;
    const { artifacts, referrers, beside } = listing;
    const known = [...artifacts.map((one) => one.descriptor), ...referrers.map((one) => one.entry)];
    this.#manifests = new Map([
      ...beside,
      ...[...known, ...beside.values()].map((one) => [one.digest, one] as const),
    ]);
  }

  async resolve(name: string): Promise<Descriptor> {
    const found = this.#manifests.get(name);
    if (!found) throw new ChartroomError('tag.not-found', { reference: name });
    return found;
  }

  async fetchManifest(name: string): Promise<StoredManifest> {
    const { mediaType, digest, size } = await this.resolve(name);
    const descriptor = { mediaType, digest, size };
    return { descriptor, blob: await this.fetch(descriptor) };
  }

  async fetch({ digest, mediaType, size }: Descriptor): Promise<Blob> {
    const blob = this.listing.content.get(parseDigest(digest));
    if (!blob) throw new ChartroomError('blob.not-found', { digest });
    if (blob.size !== size) {
      throw new ChartroomError('size.mismatch', { digest, expected: size, actual: blob.size });
    }
    if (isManifestType(mediaType) && size > MAX_MANIFEST_SIZE) {
      const fault = { reason: 'too-large', limit: MAX_MANIFEST_SIZE } as const;
      throw new ChartroomError('manifest.invalid', fault);
    }
    const actual = await this.#digest(blob, digest);
    if (actual === digest) return blob;
    throw new ChartroomError('digest.mismatch', { expected: digest, actual });
  }

  async referrers(digest: Digest): Promise<ReferrerList> {
    const found = this.listing.referrers.filter(({ subject }) => subject === digest);
    return { entries: found.map(({ entry }) => entry), end: 'whole' };
  }
}
