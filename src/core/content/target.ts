/**
 * Where artifacts live: a repository of a registry, the library in the browser, or memory.
 * Content is addressed by descriptor, a manifest also by tag. Each interface here is one thing
 * that such a place can do; what a place can't do, its type doesn't have.
 */
import type { Digest } from '../digest.ts';
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

/** Knows what its names stand for. */
export interface Resolves {
  /** The descriptor of the manifest that a tag or digest names; else `tag.not-found`. */
  resolve(name: string, options?: TransferOptions): Promise<Descriptor>;
}

/** Artifacts can be read from it; what it gives has been checked against size and digest. */
export interface Source extends Resolves {
  /** Fetching costs no network. */
  readonly local: boolean;
  /** `resolve` and `fetch` in one: where a request is the unit of cost, one request. */
  fetchManifest(name: string, options?: TransferOptions): Promise<StoredManifest>;
  /** The content, whole and verified; `blob.not-found`, `digest.mismatch`, `size.mismatch`. */
  fetch(descriptor: Descriptor, options?: TransferOptions): Promise<Blob>;
}

/** Artifacts can be stored in it. */
export interface Destination extends Resolves {
  exists(descriptor: Descriptor, options?: TransferOptions): Promise<boolean>;
  /** Stores content, a manifest after all that it names. Sends nothing that is already there. */
  push(descriptor: Descriptor, blob: Blob, options?: PushOptions): Promise<void>;
}

/** Can take blobs over from some other places without their bytes coming by here. */
export interface Mounts {
  /**
   * Stores a blob that `source` has, as `push` would, but by having it taken over; what `read`
   * gives is sent only where that isn't done. False, and nothing was done, if `source` isn't a
   * place to take from.
   */
  mount(
    descriptor: Descriptor,
    source: Source,
    read: () => Promise<Blob>,
    options?: TransferOptions,
  ): Promise<boolean>;
}

/**
 * How a list ended: it is known to be `whole`; nothing more is to be had, but that is no proof
 * of there being nothing more; or it was `cut` where it is longer than is taken.
 */
export type ListEnd = 'whole' | 'unproven' | 'cut';

/** Names, each once, in the order of where they are from. */
export interface Listing {
  names: string[];
  end: ListEnd;
}

export interface ListOptions {
  signal?: AbortSignal | undefined;
  /** Called with names as they come, page by page: with each of the list once. */
  onNames?: ((names: readonly string[]) => void) | undefined;
}

/** Can tell what tags it has. */
export interface ListsTags {
  /** Every tag, as far as they are told. */
  tags(options?: ListOptions): Promise<Listing>;
}

/** Knows what refers to a manifest by its `subject`: pushing such a one lists it. */
export interface ListsReferrers {
  /** Every manifest that names this one as its subject: signatures, provenance, lists of parts. */
  referrers(digest: Digest, options?: TransferOptions): Promise<Descriptor[]>;
}

export interface Deletes {
  /** Removes what a tag or digest names. What else that takes away depends on the target. */
  delete(name: string, options?: TransferOptions): Promise<void>;
}

/** What every place has that keeps artifacts. */
export interface Target extends Source, Destination, ListsTags, Deletes {}
