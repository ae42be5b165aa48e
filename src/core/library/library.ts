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
  ReadsBytes,
  ReferrerList,
  StoredManifest,
  Target,
  TransferOptions,
} from '../content/target.ts';
import type { LibraryEntry } from './entry.ts';
import { reach } from '../content/reach.ts';
import { cosignSubject, referrerIn } from '../oci/referrer.ts';
import { bytesOf, textOf } from '../read-blob.ts';
import type { AttachedContent, Store } from './store.ts';

/**
 * The charts kept in this browser, as a target. Its tags are full references
 * (`localhost:5000/mychart:2.7.1`), so an artifact is kept under the reference that people know it
 * by.
 *
 * Content that is pushed without a tag is held here, by reference, until the manifest with the tag
 * is pushed: the store keeps an artifact as a whole or not at all. What is attached to a manifest that
 * is kept already is kept at once; what cosign attached has its tag, which is no name of a chart.
 */
export class Library implements Target, ListsReferrers, ReadsBytes {
  readonly local = true;
  readonly #store: Store;
  readonly #waiting = new Map<Digest, AttachedContent>();

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

  async bytes({ digest }: Descriptor, options?: TransferOptions): Promise<Uint8Array<ArrayBuffer>> {
    stopIfAborted(options);
    const waiting = this.#waiting.get(digest);
    return waiting ? bytesOf(waiting.blob) : this.#store.bytes(digest);
  }

  async push(descriptor: Descriptor, blob: Blob, options: PushOptions = {}): Promise<void> {
    stopIfAborted(options);
    const stored = { descriptor, blob };
    const { tag } = options;
    const subject = tag === undefined ? await subjectOf(stored) : cosignSubject(tag);
    if (tag !== undefined && !subject) await this.#keep(tag, stored);
    else if (subject && (await this.#isKept(subject))) await this.#attach({ ...stored, tag });
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
  #hold(content: StoredManifest, options: PushOptions): void {
    stopIfAborted(options);
    const { digest } = content.descriptor;
    const stored = { ...content, tag: options.tag };
    this.#waiting.set(digest, stored);
    const drop = () => this.#waiting.get(digest) === stored && this.#waiting.delete(digest);
    options.signal?.addEventListener('abort', drop, { once: true });
  }

  async #keep(name: string, manifest: StoredManifest): Promise<void> {
    const parts = await this.#waitingParts(manifest);
    const attached = await this.#waitingAttached([manifest, ...parts]);
    const more = await Promise.all(attached.map((one) => this.#waitingParts(one)));
    const blobs = [...parts, ...more.flat()];
    await this.#store
      .keep(name, manifest, blobs, attached)
      .finally(() => this.#release([manifest, ...blobs, ...attached]));
  }

  async #attach(attached: AttachedContent): Promise<void> {
    const blobs = await this.#waitingParts(attached);
    await this.#store.attach(attached, blobs).finally(() => this.#release(blobs));
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

  /** What waits here and is attached to one of these manifests, or to what is attached to them. */
  async #waitingAttached(subjects: readonly StoredManifest[]): Promise<AttachedContent[]> {
    const known = new Set(subjects.map(({ descriptor }) => descriptor.digest));
    const found: AttachedContent[] = [];
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

  /** Whether a manifest is kept, and doesn't wait here. */
  async #isKept(digest: Digest): Promise<boolean> {
    if (this.#waiting.has(digest)) return false;
    return (await this.#store.find(digest)) !== undefined;
  }
}

/** What a manifest is attached to, if it is. */
async function subjectOf({ descriptor, blob, tag }: AttachedContent): Promise<Digest | undefined> {
  if (tag !== undefined) return cosignSubject(tag);
  if (!isManifestType(descriptor.mediaType)) return undefined;
  return referrerIn(descriptor, await textOf(blob))?.subject.digest;
}

/** A request can be aborted only before it reaches the storage; there it runs to its end. */
function stopIfAborted(options?: TransferOptions): void {
  if (options?.signal?.aborted) throw new ChartroomError('aborted', {});
}
