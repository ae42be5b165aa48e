import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import type { PushOptions, StoredManifest, Target } from './target.ts';

/**
 * A target in memory: an artifact just packed, or what has been fetched so far. With a
 * `fallback` it is a read-through cache: what it lacks is fetched there once and remembered.
 */
export class MemoryTarget implements Target {
  readonly #content = new Map<Digest, StoredManifest>();
  readonly #tags = new Map<string, Descriptor>();
  readonly #fallback: Target | undefined;

  constructor(fallback?: Target) {
    this.#fallback = fallback;
  }

  get local(): boolean {
    return this.#fallback?.local ?? true;
  }

  async resolve(name: string, options?: PushOptions): Promise<Descriptor> {
    const held = this.#find(name);
    if (held) return held.descriptor;
    if (this.#fallback) return this.#fallback.resolve(name, options);
    throw new ChartroomError('tag.not-found', { reference: name });
  }

  async fetchManifest(name: string, options?: PushOptions): Promise<StoredManifest> {
    const held = this.#find(name);
    if (held) return held;
    if (!this.#fallback) throw new ChartroomError('tag.not-found', { reference: name });
    const stored = await this.#fallback.fetchManifest(name, options);
    await this.push(stored.descriptor, stored.blob, { tag: name });
    return stored;
  }

  async exists(descriptor: Descriptor, options?: PushOptions): Promise<boolean> {
    if (this.#content.has(descriptor.digest)) return true;
    return this.#fallback ? this.#fallback.exists(descriptor, options) : false;
  }

  async fetch(descriptor: Descriptor, options?: PushOptions): Promise<Blob> {
    const held = this.#content.get(descriptor.digest);
    if (held) return held.blob;
    if (!this.#fallback) throw new ChartroomError('blob.not-found', { digest: descriptor.digest });
    const blob = await this.#fallback.fetch(descriptor, options);
    await this.push(descriptor, blob);
    return blob;
  }

  push(descriptor: Descriptor, blob: Blob, options?: PushOptions): Promise<void> {
    this.#content.set(descriptor.digest, { descriptor, blob });
    if (options?.tag !== undefined) this.#tags.set(options.tag, descriptor);
    options?.onProgress?.(descriptor.size);
    return Promise.resolve();
  }

  tags(): Promise<string[]> {
    return Promise.resolve([...this.#tags.keys()]);
  }

  delete(name: string): Promise<void> {
    const held = this.#find(name);
    if (!held) throw new ChartroomError('tag.not-found', { reference: name });
    this.#tags.delete(name);
    if (name === held.descriptor.digest) this.#content.delete(held.descriptor.digest);
    return Promise.resolve();
  }

  /** The manifest that a tag or digest names, if it is held here. */
  #find(name: string): StoredManifest | undefined {
    const digest = this.#tags.get(name)?.digest ?? (name as Digest);
    const held = this.#content.get(digest);
    return held && isManifestType(held.descriptor.mediaType) ? held : undefined;
  }
}
