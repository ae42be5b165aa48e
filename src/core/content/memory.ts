import { ChartroomError } from '../errors.ts';
import type { Digest } from '../digest.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isManifestType } from '../oci/media-types.ts';
import { referrerIn } from '../oci/referrer.ts';
import { bytesOf, textOf } from '../read-blob.ts';
import type {
  Listing,
  ListOptions,
  ListsReferrers,
  PushOptions,
  ReadsBytes,
  ReferrerList,
  StoredManifest,
  Target,
  Untags,
} from './target.ts';

/** A target in memory, for an artifact that was just packed or is being passed on. */
export class MemoryTarget implements Target, Untags, ListsReferrers, ReadsBytes {
  readonly local = true;
  /** By digest. */
  readonly #content = new Map<string, StoredManifest>();
  readonly #tags = new Map<string, Descriptor>();

  async resolve(name: string): Promise<Descriptor> {
    return this.#find(name).descriptor;
  }

  async fetchManifest(name: string): Promise<StoredManifest> {
    return this.#find(name);
  }

  async exists({ digest }: Descriptor): Promise<boolean> {
    return this.#content.has(digest);
  }

  async fetch({ digest }: Descriptor): Promise<Blob> {
    const held = this.#content.get(digest);
    if (!held) throw new ChartroomError('blob.not-found', { digest });
    return held.blob;
  }

  async bytes(descriptor: Descriptor): Promise<Uint8Array<ArrayBuffer>> {
    return bytesOf(await this.fetch(descriptor));
  }

  async push(descriptor: Descriptor, blob: Blob, options?: PushOptions): Promise<void> {
    this.#content.set(descriptor.digest, { descriptor, blob });
    if (options?.tag !== undefined) this.#tags.set(options.tag, descriptor);
    options?.onProgress?.(descriptor.size);
  }

  async tags({ onNames }: ListOptions = {}): Promise<Listing> {
    const names = [...this.#tags.keys()];
    onNames?.(names);
    return { names, end: 'whole' };
  }

  async delete(name: string): Promise<void> {
    const { digest } = this.#find(name).descriptor;
    this.#tags.delete(name);
    if (name === digest) this.#content.delete(digest);
  }

  async untag(tag: string): Promise<void> {
    this.#tags.delete(tag);
  }

  async referrers(digest: Digest): Promise<ReferrerList> {
    const entries: Descriptor[] = [];
    for (const { descriptor, blob } of this.#content.values()) {
      if (!isManifestType(descriptor.mediaType)) continue;
      const referrer = referrerIn(descriptor, await textOf(blob));
      if (referrer?.subject.digest === digest) entries.push(referrer.entry);
    }
    return { entries, end: 'whole' };
  }

  /** The manifest that a tag or digest names; else `tag.not-found`. */
  #find(name: string): StoredManifest {
    const held = this.#content.get(this.#tags.get(name)?.digest ?? name);
    if (held && isManifestType(held.descriptor.mediaType)) return held;
    throw new ChartroomError('tag.not-found', { reference: name });
  }
}
