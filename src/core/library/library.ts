import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import type {
  Listing,
  ListOptions,
  ListsReferrers,
  PushOptions,
  ReferrerList,
  StoredManifest,
  Target,
  TransferOptions,
} from '../content/target.ts';
import type { LibraryEntry } from './entry.ts';
import { reach } from '../content/reach.ts';
import { referrerIn } from '../oci/referrer.ts';
import { textOf } from '../read-blob.ts';
import type { Store } from './store.ts';

/**
 * The charts kept in this browser, as a target. Its tags are full references
 * (`localhost:5000/mychart:2.7.1`), so an artifact is kept under the reference that people know it
 * by.
 *
 * Content that is pushed without a tag is held here, by reference, until the manifest with the tag
 * is pushed: the store keeps an artifact as a whole or not at all. A manifest that refers to one
 * that is kept already is kept at once.
 */
export class Library implements Target, ListsReferrers {
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
    if (options.tag !== undefined) await this.#keep(options.tag, stored);
    else if (await this.#refersToKept(stored)) await this.#attach(stored);
    else this.#hold(stored, options);
    options.onProgress?.(descriptor.size);
  }

  async tags({ onNames }: ListOptions = {}): Promise<Listing> {
    const names = await this.#store.names();
    onNames?.(names);
    return { names, end: 'whole' };
  }

  async referrers(digest: Digest, options?: TransferOptions): Promise<ReferrerList> {
    stopIfAborted(options);
    return { entries: await this.#store.referrers(digest), end: 'whole' };
  }

  /** Bytes of all that is kept. */
  used(): Promise<number> {
    return this.#store.used();
  }

  delete(name: string): Promise<void> {
    return this.#store.remove(name);
  }

  /** The kept artifacts with the details for a list, ordered by name. */
  list(): Promise<LibraryEntry[]> {
    return this.#store.list();
  }

  /**
   * Holds content until its tagged manifest is pushed. A copy that is aborted, by the person or by an error, leaves nothing behind.
   */
  #hold(stored: StoredManifest, options: PushOptions): void {
    stopIfAborted(options);
    const { digest } = stored.descriptor;
    this.#waiting.set(digest, stored);
    const drop = () => this.#waiting.get(digest) === stored && this.#waiting.delete(digest);
    options.signal?.addEventListener('abort', drop, { once: true });
  }

  async #keep(name: string, manifest: StoredManifest): Promise<void> {
    const parts = await this.#waitingParts(manifest);
    const referrers = await this.#waitingReferrers([manifest, ...parts]);
    const more = await Promise.all(referrers.map((referrer) => this.#waitingParts(referrer)));
    const blobs = [...parts, ...more.flat()];
    await this.#store
      .keep(name, manifest, blobs, referrers)
      .finally(() => this.#release([manifest, ...blobs, ...referrers]));
  }

  async #attach(referrer: StoredManifest): Promise<void> {
    const blobs = await this.#waitingParts(referrer);
    await this.#store.attach(referrer, blobs).finally(() => this.#release(blobs));
  }

  #release(stored: readonly StoredManifest[]): void {
    for (const { descriptor } of stored) this.#waiting.delete(descriptor.digest);
  }

  /** What a manifest names, as far as it waits here. */
  async #waitingParts({ descriptor, blob }: StoredManifest): Promise<StoredManifest[]> {
    const parts = await reach(descriptor, (part) =>
      Promise.resolve(
        part.digest === descriptor.digest ? blob : this.#waiting.get(part.digest)?.blob,
      ),
    );
    const others = parts.filter(({ digest }) => digest !== descriptor.digest);
    return others.flatMap(({ digest }) => this.#waiting.get(digest) ?? []);
  }

  /** What waits here and refers to one of these manifests, or to what refers to them. */
  async #waitingReferrers(subjects: readonly StoredManifest[]): Promise<StoredManifest[]> {
    const known = new Set(subjects.map(({ descriptor }) => descriptor.digest));
    const found: StoredManifest[] = [];
    // Subjects were pushed before what refers to them, and a Map keeps that order.
    for (const stored of this.#waiting.values()) {
      const subject = await subjectOf(stored);
      if (subject === undefined || !known.has(subject)) continue;
      if (known.has(stored.descriptor.digest)) continue;
      known.add(stored.descriptor.digest);
      found.push(stored);
    }
    return found;
  }

  /** Whether it refers to a manifest that is kept, and not to one that waits here with it. */
  async #refersToKept(stored: StoredManifest): Promise<boolean> {
    const subject = await subjectOf(stored);
    if (subject === undefined || this.#waiting.has(subject)) return false;
    return (await this.#store.find(subject)) !== undefined;
  }
}

async function subjectOf({ descriptor, blob }: StoredManifest): Promise<Digest | undefined> {
  if (!isManifestType(descriptor.mediaType)) return undefined;
  return referrerIn(descriptor, await textOf(blob))?.subject.digest;
}

/** A request can be aborted only before it reaches the storage; there it runs to its end. */
function stopIfAborted(options?: TransferOptions): void {
  if (options?.signal?.aborted) throw new ChartroomError('aborted', {});
}
