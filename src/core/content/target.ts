import type { Descriptor } from '../oci/descriptor.ts';

/** Options of everything that can take a while. */
export interface TransferOptions {
  signal?: AbortSignal | undefined;
  /** Called with the bytes moved so far, from 0 to the descriptor's size. */
  onProgress?: ((bytes: number) => void) | undefined;
}

export interface PushOptions extends TransferOptions {
  /** For a manifest: the tag that shall name it. */
  tag?: string | undefined;
}

/** A manifest with its bytes as they are stored. */
export interface StoredManifest {
  descriptor: Descriptor;
  blob: Blob;
}

/**
 * Where artifacts live: a repository of a registry, the library in the browser, or memory.
 * Content is addressed by descriptor, a manifest also by tag. What `fetch` and
 * `fetchManifest` return has been checked against size and digest; `push` is idempotent and
 * sends nothing that is already there.
 */
export interface Target {
  /** Fetching costs no network. */
  readonly local: boolean;
  /** The descriptor of the manifest that a tag or digest names; else `tag.not-found`. */
  resolve(name: string, options?: TransferOptions): Promise<Descriptor>;
  /** `resolve` and `fetch` in one: where a request is the unit of cost, one request. */
  fetchManifest(name: string, options?: TransferOptions): Promise<StoredManifest>;
  exists(descriptor: Descriptor, options?: TransferOptions): Promise<boolean>;
  /** The content, whole and verified; `blob.not-found`, `digest.mismatch`, `size.mismatch`. */
  fetch(descriptor: Descriptor, options?: TransferOptions): Promise<Blob>;
  push(descriptor: Descriptor, blob: Blob, options?: PushOptions): Promise<void>;
  /** Every tag, in the target's own order. */
  tags(options?: TransferOptions): Promise<string[]>;
  /** Removes what a tag or digest names. What else that takes away depends on the target. */
  delete(name: string, options?: TransferOptions): Promise<void>;
}
