import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import type {
  Listing,
  ListOptions,
  PushOptions,
  StoredManifest,
  Target,
  TransferOptions,
} from '../content/target.ts';
import type { LibraryEntry } from './entry.ts';
import { reach } from '../content/reach.ts';
import type { Store } from './store.ts';

/**
 * The charts kept in this browser, as a target. Its tags are full references
 * (`localhost:5000/mychart:2.7.1`), so an artifact is kept under the reference that people know it
 * by.
 *
 * Content that is pushed without a tag is held here, by reference, until the manifest with the tag
 * is pushed: the store keeps an artifact as a whole or not at all.
 */
export class Library implements Target {
  readonly local = true;
  readonly #store: Store;
  readonly #waiting = new Map<Digest, StoredManifest>();

  constructor(store: Store) {
    this.#store = store;
  }

  async resolve(name: string, options?: TransferOptions): Promise<Descriptor> {
    stopIfAborted(options);
    const waiting = isDigest(name) ? this.#waiting.get(name)?.descriptor : undefined;
    if (waiting && isManifestType(waiting.mediaType)) return waiting;
    const found = await this.#store.find(name);
    if (!found) throw new ChartroomError('tag.not-found', { reference: name });
    return found;
  }

  async fetchManifest(name: string, options?: TransferOptions): Promise<StoredManifest> {
    const descriptor = await this.resolve(name, options);
    return { descriptor, blob: await this.fetch(descriptor, options) };
  }

  async exists({ digest }: Descriptor, options?: TransferOptions): Promise<boolean> {
    stopIfAborted(options);
    return this.#waiting.has(digest) || (await this.#store.holds(digest));
  }

  async fetch({ digest }: Descriptor, options?: TransferOptions): Promise<Blob> {
    stopIfAborted(options);
    return this.#waiting.get(digest)?.blob ?? (await this.#store.read(digest));
  }

  async push(descriptor: Descriptor, blob: Blob, options: PushOptions = {}): Promise<void> {
    stopIfAborted(options);
    const stored = { descriptor, blob };
    if (options.tag === undefined) this.#hold(stored, options.signal);
    else await this.#keep(options.tag, stored);
    options.onProgress?.(descriptor.size);
  }

  async tags({ onNames }: ListOptions = {}): Promise<Listing> {
    const names = await this.#store.names();
    onNames?.(names);
    return { names, end: 'whole' };
  }

  delete(name: string): Promise<void> {
    return this.#store.remove(name);
  }

  /** The kept artifacts with the details for a list, ordered by name. */
  list(): Promise<LibraryEntry[]> {
    return this.#store.list();
  }

  /**
   * Holds content until its tagged manifest is pushed. Holds content until its tagged manifest is
   * pushed. A copy that is aborted, by the person or by an error, leaves nothing behind.
   */
  #hold(stored: StoredManifest, signal?: AbortSignal): void {
    const { digest } = stored.descriptor;
    this.#waiting.set(digest, stored);
    const drop = () => this.#waiting.get(digest) === stored && this.#waiting.delete(digest);
    signal?.addEventListener('abort', drop, { once: true });
  }

  async #keep(name: string, manifest: StoredManifest): Promise<void> {
    const waiting = new Map(this.#waiting).set(manifest.descriptor.digest, manifest);
    const parts = await reach(manifest.descriptor, (part) =>
      Promise.resolve(waiting.get(part.digest)?.blob),
    );
    const digests = parts.map(({ digest }) => digest).filter((one) => this.#waiting.has(one));
    const blobs = digests.flatMap((digest) => this.#waiting.get(digest) ?? []);
    try {
      await this.#store.keep(name, manifest, blobs);
    } finally {
      for (const digest of digests) this.#waiting.delete(digest);
    }
  }
}

/** A request can be aborted only before it reaches the storage; there it runs to its end. */
function stopIfAborted(options?: TransferOptions): void {
  if (options?.signal?.aborted) throw new ChartroomError('aborted', {});
}
