import { mapLimited } from '../concurrency.ts';
import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import type { StoredManifest } from '../content/target.ts';
import type { Turns } from '../turns.ts';
import { Attached, type AttachedManifest } from './attached.ts';
import { Contents } from './contents.ts';
import { factsOf, sizeOf, type LibraryEntry } from './entry.ts';
import { READS_AT_ONCE, storageError, type LibraryFs } from './fs.ts';
import { Names, type ReadName } from './names.ts';
import { Parts } from './parts.ts';
import { reach } from '../content/reach.ts';
import { textOf } from '../read-blob.ts';

/** A manifest that is attached to another one: by its subject, or by one of cosign's tags. */
export type AttachedContent = StoredManifest & { tag?: string | undefined };

/** The library's storage as the page sees it: whole artifacts under names. */
export interface Store {
  /**
   * Keeps a manifest with all that it names, or nothing; an existing name is moved to it.
   * `attached` are manifests that refer to it, or to each other, or have one of cosign's tags for
   * that; what they name is in `blobs`.
   */
  keep(
    name: string,
    manifest: StoredManifest,
    blobs: StoredManifest[],
    attached?: AttachedContent[],
  ): Promise<void>;
  /**
   * Keeps a manifest that is attached to one that is kept, with all that it names. It goes when the
   * last name of what it is attached to does.
   */
  attach(attached: AttachedContent, blobs: StoredManifest[]): Promise<void>;
  /** The kept manifests that refer to this one, as entries of a list of referrers. */
  referrers(digest: Digest): Promise<Descriptor[]>;
  /** Bytes of all content that is kept, each once however many names reach it. */
  used(): Promise<number>;
  /**
   * Removes a name, or every name of a manifest by its digest, and all content that no other name
   * reaches.
   */
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
  list(): Promise<LibraryEntry[]>;
  /** The manifest that a name, a digest, or one of cosign's tags names. */
  find(name: string): Promise<Descriptor | undefined>;
  holds(digest: Digest): Promise<boolean>;
  read(digest: Digest): Promise<Blob>;
  bytes(digest: Digest): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * The library's storage over a file system. It relies on no more than lightning-fs guarantees: a
 * write or a removal changes data at once, but the directory tree only when it is flushed, and the
 * inode number of a removed file is reused for the next one. So content is flushed before the name
 * that refers to it, and a removal before anything else is written; an interruption in between
 * leaves files that no name reaches, which the next change removes.
 */
export class LibraryStore implements Store {
  readonly #fs: LibraryFs;
  readonly #lock: Turns;
  readonly #changed: () => void;
  readonly #contents: Contents;
  readonly #names: Names;
  readonly #parts: Parts;
  readonly #attached: Attached;
  #swept = false;

  /**
   * @param lock runs one change at a time, across all tabs
   * @param changed called when something was kept or removed
   */
  constructor(fs: LibraryFs, lock: Turns, changed: () => void) {
    this.#fs = fs;
    this.#lock = lock;
    this.#changed = changed;
    this.#contents = new Contents(fs, '/blobs');
    this.#names = new Names(fs, '/names');
    this.#parts = new Parts(this.#contents);
    this.#attached = new Attached(fs, '/referrers', this.#contents);
  }

  keep(
    name: string,
    manifest: StoredManifest,
    blobs: StoredManifest[],
    attached: AttachedContent[] = [],
  ): Promise<void> {
    return this.#change(async () => {
      const previous = await this.#names.get(name).catch(() => undefined);
      try {
        await this.#write([manifest, ...attached], blobs);
        // Before the name: wherever that is, so are the signatures.
        for (const { descriptor, tag } of attached) await this.#attached.set(descriptor, tag);
        await this.#names.set(name, manifest.descriptor);
        await this.#fs.flush();
      } catch (error) {
        await this.#undo(name, previous);
        throw error;
      }
      if (!previous || previous.digest === manifest.descriptor.digest) return;
      // The artifact is kept even if the content that it replaced can't be removed yet.
      await this.#sweep().catch(() => (this.#swept = false));
    });
  }

  attach(attached: AttachedContent, blobs: StoredManifest[]): Promise<void> {
    return this.#change(async () => {
      try {
        await this.#write([attached], blobs);
        await this.#attached.set(attached.descriptor, attached.tag);
        await this.#fs.flush();
      } catch (error) {
        await this.#sweep().catch(() => (this.#swept = false));
        throw error;
      }
      // What had its tag before isn't reached any more.
      if (attached.tag !== undefined) await this.#sweep().catch(() => (this.#swept = false));
    });
  }

  remove(name: string): Promise<void> {
    return this.#change(async () => {
      const doomed = await this.#namesOf(name);
      if (doomed.length === 0) throw new ChartroomError('tag.not-found', { reference: name });
      for (const one of doomed) await this.#names.remove(one);
      await this.#sweep();
    });
  }

  names(): Promise<string[]> {
    return this.#attempt(async () => (await this.#names.read()).map(({ name }) => name));
  }

  list(): Promise<LibraryEntry[]> {
    return this.#attempt(async () =>
      mapLimited(await this.#names.read(), { limit: READS_AT_ONCE }, (named) => this.#entry(named)),
    );
  }

  find(name: string): Promise<Descriptor | undefined> {
    return this.#attempt(async () => {
      const named = await this.#names.get(name);
      if (named || !isDigest(name)) return named ?? (await this.#attached.tagged(name));
      const parts = (await this.#reachable(await this.#names.read())).values();
      return [...parts].find((part) => part.digest === name && isManifestType(part.mediaType));
    });
  }

  referrers(digest: Digest): Promise<Descriptor[]> {
    return this.#attempt(async () => {
      const all = await this.#attached.all();
      const listed = all.filter(({ subject, tag }) => subject === digest && tag === undefined);
      return listed.map(({ entry }) => entry);
    });
  }

  used(): Promise<number> {
    return this.#attempt(async () => {
      const parts = await this.#reachable(await this.#names.read());
      return [...parts.values()].reduce((sum, { size }) => sum + size, 0);
    });
  }

  holds(digest: Digest): Promise<boolean> {
    return this.#attempt(() => this.#contents.holds(digest));
  }

  read(digest: Digest): Promise<Blob> {
    return this.#attempt(() => this.#contents.read(digest));
  }

  bytes(digest: Digest): Promise<Uint8Array<ArrayBuffer>> {
    return this.#attempt(() => this.#contents.bytes(digest));
  }

  #change(work: () => Promise<void>): Promise<void> {
    return this.#attempt(() =>
      this.#lock(async () => {
        if (!this.#swept) await this.#sweep();
        this.#swept = true;
        await work();
        this.#changed();
      }),
    );
  }

  /** Writes what isn't there yet, and makes it durable; every one of `roots` must be whole then. */
  async #write(roots: StoredManifest[], blobs: StoredManifest[]): Promise<void> {
    const all = [...blobs, ...roots];
    for (const { descriptor, blob } of all) {
      if (await this.#contents.holds(descriptor.digest)) continue;
      await this.#contents.write(descriptor, blob);
    }
    const stored = new Set(all.map(({ descriptor }) => descriptor.digest));
    for (const { descriptor } of roots) await this.#requireWhole(descriptor, stored);
    await this.#fs.flush();
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storageError(error);
    }
  }

  /**
   * Restores the previous state. Errors here are ignored, since the one that led here is the one to
   * report.
   */
  async #undo(name: string, previous: Descriptor | undefined): Promise<void> {
    try {
      if (previous) await this.#names.set(name, previous);
      else if ((await this.#namesOf(name)).includes(name)) await this.#names.remove(name);
      await this.#sweep();
    } catch {
      this.#swept = false;
    }
  }

  /**
   * Requires everything that `root` reaches to be in `stored` or in the contents, since a name must
   * stand for a whole artifact.
   */
  async #requireWhole(root: Descriptor, stored: Set<Digest>): Promise<void> {
    for (const { digest } of await reach(root, ({ digest }) => this.#contents.read(digest))) {
      if (!stored.has(digest) && !(await this.#contents.holds(digest))) {
        throw new ChartroomError('blob.not-found', { digest });
      }
    }
  }

  /** Removes all content that no name reaches, and names that lost their value. */
  async #sweep(): Promise<void> {
    const lost: string[] = [];
    const names = await this.#names.read((name) => lost.push(name));
    for (const name of lost) await this.#names.remove(name);
    const lostAttached: string[] = [];
    const attached = await this.#attached.all((name) => lostAttached.push(name));
    const reachable = await this.#reachable(names, attached);
    const loose = attached.filter(({ subject }) => !reachable.has(subject));
    for (const one of loose) await this.#attached.remove(one);
    for (const name of lostAttached) await this.#attached.drop(name);
    for (const digest of await this.#contents.digests()) {
      if (!reachable.has(digest)) await this.#contents.remove(digest);
    }
    this.#parts.retain(reachable);
    await this.#fs.flush();
  }

  /**
   * All content that the names reach, and what is attached to it, as far as manifests can be read.
   */
  async #reachable(
    names: readonly ReadName[],
    attached?: readonly AttachedManifest[],
  ): Promise<Map<Digest, Descriptor>> {
    const found = new Map<Digest, Descriptor>();
    const add = async (root: Descriptor) => {
      for (const part of await this.#parts.of(root)) found.set(part.digest, part);
    };
    for (const { stands } of names) if (!(stands instanceof ChartroomError)) await add(stands);
    let waiting = attached ?? (await this.#attached.all());
    for (let before = -1; before !== waiting.length;) {
      before = waiting.length;
      for (const { subject, entry } of waiting) if (found.has(subject)) await add(entry);
      waiting = waiting.filter(({ entry }) => !found.has(entry.digest));
    }
    return found;
  }

  /** `name` itself, or all names of the manifest if it is a digest. */
  async #namesOf(name: string): Promise<string[]> {
    const all = await this.#names.read();
    const named = all.filter((one) => one.name === name);
    const doomed = named.length > 0 ? named : all.filter(({ stands }) => isOf(stands, name));
    return doomed.map((one) => one.name);
  }

  async #entry({ name, stands }: ReadName): Promise<LibraryEntry> {
    try {
      if (stands instanceof ChartroomError) throw stands;
      const read = reading(this.#contents);
      const parts = await reach(stands, read);
      const text = await textOf(await read(stands));
      const facts = await factsOf(text, stands.mediaType, read);
      return { name, descriptor: stands, size: sizeOf(parts), ...facts };
    } catch (error) {
      return { name, error: storageError(error).toJSON() };
    }
  }
}

function isOf(stands: ReadName['stands'], digest: string): boolean {
  return !(stands instanceof ChartroomError) && stands.digest === digest;
}

/** Reads content, each digest once. */
function reading(contents: Contents): (descriptor: Descriptor) => Promise<Blob> {
  const read = new Map<Digest, Promise<Blob>>();
  return ({ digest }) => {
    const blob = read.get(digest) ?? contents.read(digest);
    read.set(digest, blob);
    return blob;
  };
}
