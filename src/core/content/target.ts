/**
 * Where artifacts live: a repository of a registry, the library in the browser, or memory. Content
 * is addressed by descriptor, a manifest also by tag. Each interface here is one capability, and
 * the type of a place has only those that the place has.
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
  /** For a manifest: the tag that is to name it. */
  tag?: string | undefined;
  /**
   * Further tags for a manifest that gets a `tag`: they are set in the same request where the place
   * can do that, and `onTags` is called with those that were. The others are the caller's to set.
   */
  also?: readonly string[] | undefined;
  onTags?: ((tags: readonly string[]) => void) | undefined;
}

/** A manifest with its bytes as they are stored. */
export interface StoredManifest {
  descriptor: Descriptor;
  blob: Blob;
}

/** Resolves names to descriptors. */
export interface Resolves {
  /** The descriptor of the manifest that a tag or digest names; else `tag.not-found`. */
  resolve(name: string, options?: TransferOptions): Promise<Descriptor>;
}

/**
 * A place to read artifacts from; all content that it returns has been checked against size and
 * digest.
 */
export interface Source extends Resolves {
  /** Fetching doesn't use the network. */
  readonly local: boolean;
  /** `resolve` and `fetch` in one: from a registry, a single request. */
  fetchManifest(name: string, options?: TransferOptions): Promise<StoredManifest>;
  /** The content, whole and verified; `blob.not-found`, `digest.mismatch`, `size.mismatch`. */
  fetch(descriptor: Descriptor, options?: TransferOptions): Promise<Blob>;
}

/**
 * Can read content as bytes, which the page's memory holds only as long as they are used. A Blob that
 * is in no file lies in the memory of the browser's own process, until its last handle is collected.
 */
export interface ReadsBytes {
  /** As `Source.fetch`. */
  bytes(descriptor: Descriptor, options?: TransferOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/** A place to store artifacts in. */
export interface Destination extends Resolves {
  exists(descriptor: Descriptor, options?: TransferOptions): Promise<boolean>;
  /** Stores content that isn't there yet. A manifest must come after all that it names. */
  push(descriptor: Descriptor, blob: Blob, options?: PushOptions): Promise<void>;
}

/** Can take blobs directly from some other places, without transferring them through this page. */
export interface Mounts {
  /**
   * Stores a blob that `source` has by mounting it; if the registry doesn't mount it, the bytes
   * that `read` returns are sent, as `push` would. Returns false, and does nothing, if `source`
   * isn't a place to mount from.
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

/** Can list its tags. */
export interface ListsTags {
  /** Every tag, as far as the target lists them. */
  tags(options?: ListOptions): Promise<Listing>;
}

/** The referrers of a manifest; unless `end` is `whole`, there may be more. */
export interface ReferrerList {
  entries: Descriptor[];
  end: ListEnd;
}

/** Lists the referrers of a manifest: pushing a manifest with a `subject` adds it to that list. */
export interface ListsReferrers {
  /** Every manifest that names this one as its subject: signatures, provenance, SBOMs. */
  referrers(digest: Digest, options?: TransferOptions): Promise<ReferrerList>;
}

export interface Deletes {
  /**
   * Removes the manifest that a tag or digest names. Whether other tags are removed with it depends
   * on the target.
   */
  delete(name: string, options?: TransferOptions): Promise<void>;
}

/** Can remove a tag alone. */
export interface Untags {
  /** Removes a tag; what it names stays, with its other tags. */
  untag(tag: string, options?: TransferOptions): Promise<void>;
}

/** The capabilities that every place that keeps artifacts has. */
export interface Target extends Source, Destination, ListsTags, Deletes {}
