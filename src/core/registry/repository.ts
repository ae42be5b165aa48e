import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isAnyDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import { isTag } from '../oci/reference.ts';
import { referrerIn, type Referrer } from '../oci/referrer.ts';
import type {
  Listing,
  ListOptions,
  ListsReferrers,
  Mounts,
  PushOptions,
  ReferrerList,
  Source,
  StoredManifest,
  Target,
  TransferOptions,
  Untags,
} from '../content/target.ts';
import type { Client } from './client.ts';
import { download, type Digester } from './download.ts';
import {
  getManifest,
  headManifest,
  putManifest,
  putManifestWithTags,
  type PutAnswer,
} from './manifests.ts';
import { blobUrl, manifestUrl } from './read-requests.ts';
import { firstNames, readPages } from './pages.ts';
import { readOwnList } from './referrers.ts';
import { ReferrersTags } from './referrers-tags.ts';
import { pullScope, pushScope } from './scopes.ts';
import { growingPause, pauseFor } from './retry.ts';
import { Sent } from './sent.ts';
import { isThere, upload, type Upload } from './upload.ts';
import { manifestText } from '../read-blob.ts';

/** Tries of a manifest that the registry refuses because it misses a blob. */
const MAX_MISSES = 4;

/** The parts that all repositories of a registry share. */
export interface Shared {
  client: Client;
  digest: Digester;
  /**
   * If not given, the repository creates its own: then nothing else in this page may push referrers
   * there.
   */
  referrersTags?: ReferrersTags;
  /** What was sent to the registry; if not given, what this repository sends. */
  sent?: Sent;
  /** What is known of the registry by its answers; if not given, what this repository learns. */
  habits?: Habits;
}

/** What a registry turned out to do otherwise than the specification, or not at all. */
export interface Habits {
  /** It doesn't set several tags in one request: that isn't tried again. */
  tagsOneByOne?: boolean;
}

/**
 * One repository of a registry (OCI distribution-spec 1.1). A new chart of two blobs takes six
 * requests in four round trips: a HEAD of the tag, two parallel uploads of two requests each, and
 * the manifest. If nothing changed it takes one request; pulling takes two.
 */
export class Repository implements Target, Mounts, ListsReferrers, Untags {
  readonly local = false;
  readonly name: string;
  readonly #client: Client;
  /** With scopes that include pushing. */
  readonly #writer: Client;
  readonly #digest: Digester;
  readonly #referrersTags: ReferrersTags;
  readonly #sent: Sent;
  readonly #habits: Habits;

  /**
   * With `push`, all requests use tokens with the rights for the planned push; with `yielding`,
   * they end with `registry.rate-limited` where the registry asks for a pause.
   */
  constructor(shared: Shared, name: string, options: { push?: boolean; yielding?: boolean } = {}) {
    const { push = false, yielding = false } = options;
    const { digest, referrersTags = new ReferrersTags(digest), habits = {} } = shared;
    this.#sent = shared.sent ?? new Sent();
    const client = yielding ? shared.client.yielding() : shared.client;
    this.#writer = client.scoped(pushScope(name));
    this.#client = push ? this.#writer : client.scoped(pullScope(name));
    this.name = name;
    this.#digest = digest;
    this.#referrersTags = referrersTags;
    this.#habits = habits;
  }

  async resolve(name: string, options?: TransferOptions): Promise<Descriptor> {
    const told = await headManifest(this.#client, this.#manifestUrl(name), options);
    if (told === 'absent') throw this.#notFound(name);
    // GHCR answers "denied" for a missing repository. The push itself will show whether it is
    // allowed.
    if (told === 'denied' && this.#client === this.#writer) throw this.#notFound(name);
    if (told === 'untold' || told === 'denied') {
      return (await this.fetchManifest(name, options)).descriptor;
    }
    if (isAnyDigest(name) && told.digest !== name) {
      throw new ChartroomError('digest.mismatch', { expected: name, actual: told.digest });
    }
    return told;
  }

  async fetchManifest(name: string, options?: TransferOptions): Promise<StoredManifest> {
    const url = this.#manifestUrl(name);
    const stored = await getManifest(this.#client, this.#digest, url, name, options);
    if (!stored) throw this.#notFound(name);
    return stored;
  }

  async exists(descriptor: Descriptor, options: TransferOptions = {}): Promise<boolean> {
    try {
      if (!isManifestType(descriptor.mediaType)) {
        return await isThere(this.#client, this.name, descriptor, options);
      }
      await this.resolve(descriptor.digest, options);
      return true;
    } catch (error) {
      if (isChartroomError(error, 'tag.not-found')) return false;
      // The HEAD was redirected to a store that doesn't let this page read, so the result is
      // unknown.
      if (isChartroomError(error, 'registry.cors')) return false;
      throw error;
    }
  }

  async fetch(descriptor: Descriptor, options?: TransferOptions): Promise<Blob> {
    const { mediaType, digest, size } = descriptor;
    if (!isManifestType(mediaType)) {
      const url = blobUrl(this.#client.endpoint.base, this.name, digest);
      return download(this.#client, this.#digest, url, descriptor, options);
    }
    const { blob } = await this.fetchManifest(digest, options);
    if (blob.size === size) return blob;
    throw new ChartroomError('size.mismatch', { digest, expected: size, actual: blob.size });
  }

  async push(descriptor: Descriptor, blob: Blob, options: PushOptions = {}): Promise<void> {
    if (!isManifestType(descriptor.mediaType)) {
      const read = () => Promise.resolve(blob);
      return this.#upload({ client: this.#writer, descriptor, read }, options);
    }
    const { digest, size } = descriptor;
    const referrer = referrerIn(descriptor, await manifestText(blob));
    const told =
      (await this.#putTogether(descriptor, blob, options)) ??
      (await this.#put(descriptor, blob, options));
    // If the header is hidden or differs, the digest can only be found by reading the manifest
    // back.
    const name = told.digest === undefined ? digest : (options.tag ?? digest);
    const stored = told.digest === digest ? digest : await this.#readBack(name, options);
    if (stored !== digest) {
      const reference = this.#reference(options.tag ?? digest);
      throw new ChartroomError('manifest.stored-otherwise', { reference, pushed: digest, stored });
    }
    if (referrer && !told.listed) await this.#list(referrer, options);
    options.onProgress?.(size);
  }

  async #upload(job: Omit<Upload, 'repository'>, options: TransferOptions): Promise<void> {
    const { descriptor } = job;
    const place = `${this.name}@${descriptor.digest}`;
    const isStillThere = async () => {
      const there = await this.exists(descriptor, options);
      if (there) options.onProgress?.(descriptor.size);
      return there;
    };
    const send = () => upload({ ...job, repository: this.name }, options);
    await this.#sent.once(place, isStillThere, send, options);
  }

  /** The manifest's blobs are there: if the registry misses one, somebody else sends it just now. */
  async #put(
    { digest, mediaType }: Descriptor,
    blob: Blob,
    options: PushOptions,
  ): Promise<PutAnswer> {
    const url = this.#manifestUrl(options.tag ?? digest);
    const { clock } = this.#writer;
    for (let tries = 1; ; tries++) {
      try {
        return await putManifest(this.#writer, url, mediaType, blob, options);
      } catch (error) {
        if (tries >= MAX_MISSES || !missesBlob(error)) throw error;
        await pauseFor(growingPause(tries, clock), clock, options.signal);
      }
    }
  }

  /**
   * Stores a manifest with all its tags in one request; undefined if its first tag isn't set by
   * that. A page may not be able to read which ones are (CORS), so they count as not set.
   */
  async #putTogether(
    { digest, mediaType }: Descriptor,
    blob: Blob,
    options: PushOptions,
  ): Promise<PutAnswer | undefined> {
    const { tag, also = [], onTags } = options;
    if (tag === undefined || also.length === 0 || this.#habits.tagsOneByOne) return undefined;
    const tags = [tag, ...also];
    const url = this.#manifestUrl(digest);
    // Tags become part of the address.
    for (const name of tags) this.#manifestUrl(name);
    const told = await putManifestWithTags(this.#writer, url, tags, mediaType, blob, options);
    if (!told || told.tags.length === 0) this.#habits.tagsOneByOne = true;
    const set = tags.filter((name) => told?.tags.includes(name));
    onTags?.(set.filter((name) => name !== tag));
    return set.includes(tag) ? told : undefined;
  }

  /** The digest of the manifest that is stored under a name; undefined if there is none. */
  async #readBack(name: string, options: TransferOptions): Promise<Digest | undefined> {
    try {
      return (await this.fetchManifest(name, options)).descriptor.digest;
    } catch (error) {
      if (isChartroomError(error, 'tag.not-found')) return undefined;
      if (isChartroomError(error, 'digest.mismatch')) return error.data.actual;
      throw error;
    }
  }

  /**
   * Adds a pushed manifest to the list of its subject's referrers, unless the registry has done so
   * itself, which CORS may have hidden from the page.
   */
  async #list(referrer: Referrer, options: TransferOptions): Promise<void> {
    const { subject, entry } = referrer;
    const own = await readOwnList(this.#writer, this.name, subject.digest, options);
    if (own?.entries.some(({ digest }) => digest === entry.digest)) return;
    await this.#referrersTags.add(this.#writer, this.name, referrer, options);
  }

  /** Mounts from other repositories of the same registry, reached with the same sign-in. */
  async mount(
    descriptor: Descriptor,
    source: Source,
    read: () => Promise<Blob>,
    options?: TransferOptions,
  ): Promise<boolean> {
    if (!(source instanceof Repository) || source.#client.auth !== this.#client.auth) return false;
    const client = this.#client.scoped(pushScope(this.name), pullScope(source.name));
    const origin = { repository: source.name, client };
    await this.#upload({ client: this.#writer, descriptor, origin, read }, options ?? {});
    return true;
  }

  /** Every tag, in the registry's order; callers sort out tags that aren't versions. */
  tags(options?: ListOptions): Promise<Listing> {
    return this.#listed(readPages(this.#client, this.#tagsPath, 'tags', options));
  }

  /** The first tags, in a single request; all of them where the registry doesn't divide the list. */
  firstTags(): Promise<string[]> {
    return this.#listed(firstNames(this.#client, this.#tagsPath, 'tags'));
  }

  async #listed<T>(listing: Promise<T>): Promise<T> {
    try {
      return await listing;
    } catch (error) {
      if (isChartroomError(error, 'registry.refused') && error.data.status === 404) {
        throw new ChartroomError('tag.not-found', { reference: this.#full }, { cause: error });
      }
      throw error;
    }
  }

  /**
   * Removes a manifest, and with it every tag that names it. It deletes by digest, the only way
   * that all registries with deletion support. Blobs remain until the registry's garbage
   * collection.
   */
  async delete(name: string, { signal }: TransferOptions = {}): Promise<void> {
    const digest = isAnyDigest(name) ? name : (await this.resolve(name, { signal })).digest;
    if (await this.#deleted(digest, signal)) return;
    // A registry that stores tags separately from manifests keeps the tag (crane's does), so it is
    // deleted as well.
    if (digest === name || !(await this.#deleted(name, signal))) throw this.#notFound(name);
  }

  /** Removes a tag (distribution-spec, "Deleting tags"), which not every registry supports. */
  async untag(tag: string, { signal }: TransferOptions = {}): Promise<void> {
    if (!(await this.#deleted(tag, signal))) throw this.#notFound(tag);
  }

  async #deleted(name: string, signal?: AbortSignal): Promise<boolean> {
    const { status } = await this.#writer.send({
      method: 'DELETE',
      url: this.#manifestUrl(name),
      expect: [200, 202, 204, 404],
      // After a repetition nothing else is gone.
      idempotent: true,
      signal,
    });
    return status !== 404;
  }

  /** The manifests that name this one as their subject: signatures, provenance. */
  async referrers(digest: Digest, options?: TransferOptions): Promise<ReferrerList> {
    return (
      (await readOwnList(this.#client, this.name, digest, options)) ??
      this.#referrersTags.read(this.#client, this.name, digest, options)
    );
  }

  get #tagsPath(): string {
    return `/v2/${this.name}/tags/list`;
  }

  get #full(): string {
    return `${this.#client.endpoint.host}/${this.name}`;
  }

  #manifestUrl(name: string): string {
    if (!isAnyDigest(name) && !isTag(name)) {
      throw new ChartroomError('reference.invalid', {
        reference: `${this.#full}:${name}`,
        reason: 'tag',
      });
    }
    return manifestUrl(this.#client.endpoint.base, this.name, name);
  }

  /** The reference in the form shown to people. */
  #reference(name: string): string {
    return `${this.#full}${isAnyDigest(name) ? '@' : ':'}${name}`;
  }

  #notFound(name: string): ChartroomError {
    return new ChartroomError('tag.not-found', { reference: this.#reference(name) });
  }
}

/** Whether a manifest was refused because a blob that it names isn't there. */
function missesBlob(error: unknown): boolean {
  if (!isChartroomError(error, 'registry.refused')) return false;
  return (error.data.faults ?? []).some(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN');
}
