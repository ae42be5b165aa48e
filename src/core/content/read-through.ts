import type { Digest } from '../digest.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Source, StoredManifest, TransferOptions } from './target.ts';

/**
 * A source that caches what was read from its origin for as long as this object lives, so that
 * nothing is fetched twice. It is read-only.
 */
export class ReadThrough implements Source {
  readonly origin: Source;
  /** By tag and by digest. */
  readonly #manifests = new Map<string, StoredManifest>();
  readonly #blobs = new Map<Digest, Blob>();

  constructor(origin: Source) {
    this.origin = origin;
  }

  get local(): boolean {
    return this.origin.local;
  }

  async resolve(name: string, options?: TransferOptions): Promise<Descriptor> {
    return this.#manifests.get(name)?.descriptor ?? this.origin.resolve(name, options);
  }

  async fetchManifest(name: string, options?: TransferOptions): Promise<StoredManifest> {
    const held = this.#manifests.get(name);
    if (held) return held;
    const stored = await this.origin.fetchManifest(name, options);
    this.#manifests.set(name, stored).set(stored.descriptor.digest, stored);
    return stored;
  }

  async fetch(descriptor: Descriptor, options?: TransferOptions): Promise<Blob> {
    const { digest } = descriptor;
    const held = this.#manifests.get(digest)?.blob ?? this.#blobs.get(digest);
    if (held) return held;
    const blob = await this.origin.fetch(descriptor, options);
    this.#blobs.set(digest, blob);
    return blob;
  }
}
