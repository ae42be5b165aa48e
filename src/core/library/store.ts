import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import type { StoredManifest } from '../content/target.ts';
import type { Turns } from '../turns.ts';
import { Contents } from './contents.ts';
import { chartOf, type LibraryEntry } from './entry.ts';
import { storageError, type LibraryFs } from './fs.ts';
import { Names } from './names.ts';
import { reach } from '../content/reach.ts';

/** The library's storage as the page sees it: whole artifacts under names. */
export interface Store {
  /** Keeps a manifest with all that it names, or nothing; an existing name is moved to it. */
  keep(name: string, manifest: StoredManifest, blobs: StoredManifest[]): Promise<void>;
  /**
   * Removes a name, or every name of a manifest by its digest, and all content that no other name
   * reaches.
   */
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
  list(): Promise<LibraryEntry[]>;
  /** The manifest that a name or a digest names. */
  find(name: string): Promise<Descriptor | undefined>;
  holds(digest: Digest): Promise<boolean>;
  read(digest: Digest): Promise<Blob>;
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
  }

  keep(name: string, manifest: StoredManifest, blobs: StoredManifest[]): Promise<void> {
    return this.#change(async () => {
      const previous = await this.#names.get(name).catch(() => undefined);
      try {
        for (const { descriptor, blob } of [...blobs, manifest]) {
          if (await this.#contents.holds(descriptor.digest)) continue;
          await this.#contents.write(descriptor, blob);
        }
        const stored = [...blobs, manifest].map(({ descriptor }) => descriptor.digest);
        await this.#requireWhole(manifest.descriptor, new Set(stored));
        await this.#fs.flush();
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

  remove(name: string): Promise<void> {
    return this.#change(async () => {
      const doomed = await this.#namesOf(name);
      if (doomed.length === 0) throw new ChartroomError('tag.not-found', { reference: name });
      for (const one of doomed) await this.#names.remove(one);
      await this.#sweep();
    });
  }

  names(): Promise<string[]> {
    return this.#attempt(() => this.#names.all());
  }

  list(): Promise<LibraryEntry[]> {
    return this.#attempt(async () => {
      const entries: LibraryEntry[] = [];
      for (const name of await this.#names.all()) entries.push(await this.#entry(name));
      return entries;
    });
  }

  find(name: string): Promise<Descriptor | undefined> {
    return this.#attempt(async () => {
      const named = await this.#names.get(name);
      if (named || !isDigest(name)) return named;
      const parts = (await this.#reachable()).values();
      return [...parts].find((part) => part.digest === name && isManifestType(part.mediaType));
    });
  }

  holds(digest: Digest): Promise<boolean> {
    return this.#attempt(() => this.#contents.holds(digest));
  }

  read(digest: Digest): Promise<Blob> {
    return this.#attempt(() => this.#contents.read(digest));
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
      else if ((await this.#names.all()).includes(name)) await this.#names.remove(name);
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
    await this.#names.prune();
    const reachable = await this.#reachable();
    for (const digest of await this.#contents.digests()) {
      if (!reachable.has(digest)) await this.#contents.remove(digest);
    }
    await this.#fs.flush();
  }

  /** All content that the names reach, as far as their manifests can be read. */
  async #reachable(): Promise<Map<Digest, Descriptor>> {
    const found = new Map<Digest, Descriptor>();
    for (const name of await this.#names.all()) {
      const root = await unlessDamaged(this.#names.get(name));
      if (!root) continue;
      const parts = await reach(root, ({ digest }) => unlessDamaged(this.#contents.read(digest)));
      for (const part of parts) found.set(part.digest, part);
    }
    return found;
  }

  /** `name` itself, or all names of the manifest if it is a digest. */
  async #namesOf(name: string): Promise<string[]> {
    const all = await this.#names.all();
    if (all.includes(name)) return [name];
    const roots = await Promise.all(all.map((one) => unlessDamaged(this.#names.get(one))));
    return all.filter((_, i) => roots[i]?.digest === name);
  }

  async #entry(name: string): Promise<LibraryEntry> {
    try {
      const descriptor = await this.#names.get(name);
      if (!descriptor) throw new ChartroomError('tag.not-found', { reference: name });
      const read = ({ digest }: Descriptor) => this.#contents.read(digest);
      const parts = await reach(descriptor, read);
      const text = await (await read(descriptor)).text();
      const chart = await chartOf(text, descriptor.mediaType, read);
      const size = parts.reduce((sum, part) => sum + part.size, 0);
      return { name, descriptor, size, chart };
    } catch (error) {
      return { name, error: storageError(error).toJSON() };
    }
  }
}

/** Undefined if content is damaged or missing; any other failure may be temporary and is thrown. */
async function unlessDamaged<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const { code } = ChartroomError.from(error);
    if (code === 'storage.damaged' || code === 'blob.not-found') return undefined;
    throw error;
  }
}
