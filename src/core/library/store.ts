import { mapLimited } from '../concurrency.ts';
import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import type { StoredManifest } from '../content/target.ts';
import type { Turns } from '../turns.ts';
import { Contents } from './contents.ts';
import { chartOf, type LibraryEntry } from './entry.ts';
import { READS_AT_ONCE, storageError, type LibraryFs } from './fs.ts';
import { Names, type ReadName } from './names.ts';
import { Parts } from './parts.ts';
import { reach } from '../content/reach.ts';
import { textOf } from '../read-blob.ts';

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
  readonly #parts: Parts;
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
      if (named || !isDigest(name)) return named;
      const parts = (await this.#reachable(await this.#names.read())).values();
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
    const reachable = await this.#reachable(names);
    for (const digest of await this.#contents.digests()) {
      if (!reachable.has(digest)) await this.#contents.remove(digest);
    }
    this.#parts.retain(reachable);
    await this.#fs.flush();
  }

  /** All content that the names reach, as far as their manifests can be read. */
  async #reachable(names: readonly ReadName[]): Promise<Map<Digest, Descriptor>> {
    const found = new Map<Digest, Descriptor>();
    for (const { stands } of names) {
      if (stands instanceof ChartroomError) continue;
      for (const part of await this.#parts.of(stands)) found.set(part.digest, part);
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
      const chart = await chartOf(text, stands.mediaType, read);
      const size = parts.reduce((sum, part) => sum + part.size, 0);
      return { name, descriptor: stands, size, chart };
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
