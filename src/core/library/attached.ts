import { mapLimited } from '../concurrency.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { cosignSubject, referrerIn } from '../oci/referrer.ts';
import { textOf } from '../read-blob.ts';
import type { Contents } from './contents.ts';
import { READS_AT_ONCE, type LibraryFs } from './fs.ts';
import { Names } from './names.ts';

/** A manifest that is attached to another one. */
export interface AttachedManifest {
  /** The manifest that it is attached to. */
  subject: Digest;
  /** Its entry in a list of that manifest's referrers. */
  entry: Descriptor;
  /** Its tag, if it is attached by one of cosign's instead of naming its subject. */
  tag?: string | undefined;
}

/**
 * What is attached to kept manifests: signatures, SBOMs. Each has a file of its own, under its
 * digest or its tag of cosign's, and is kept as long as what it is attached to is.
 */
export class Attached {
  readonly #contents: Contents;
  readonly #names: Names;
  /** A digest stands for the same manifest forever, so each is read once. */
  readonly #known = new Map<string, AttachedManifest>();
  readonly #readable = new Set<Digest>();

  constructor(fs: LibraryFs, root: string, contents: Contents) {
    this.#contents = contents;
    this.#names = new Names(fs, root);
  }

  set(descriptor: Descriptor, tag?: string): Promise<void> {
    return this.#names.set(tag ?? descriptor.digest, descriptor);
  }

  remove({ entry, tag }: Omit<AttachedManifest, 'subject'>): Promise<void> {
    return this.#names.remove(tag ?? entry.digest);
  }

  /** What has one of cosign's tags. */
  async tagged(tag: string): Promise<Descriptor | undefined> {
    return cosignSubject(tag) && (await this.#read(tag))?.entry;
  }

  /**
   * All that is attached to something, as far as it can be read. What can't be is given to `onLost`,
   * like a file that has lost its value: nothing could say any more when it is to go.
   */
  async all(onLost?: (name: string) => void): Promise<AttachedManifest[]> {
    const names = await this.#names.list();
    const limits = { limit: READS_AT_ONCE };
    const found = await mapLimited(names, limits, async (name) => {
      const attached = this.#known.get(name) ?? (await this.#read(name));
      if (!attached) onLost?.(name);
      return attached;
    });
    return found.filter((attached) => attached !== undefined);
  }

  /** Removes a file by its name. */
  drop(name: string): Promise<void> {
    return this.#names.remove(name);
  }

  async #read(name: string): Promise<AttachedManifest | undefined> {
    try {
      const descriptor = await this.#names.get(name);
      if (!descriptor) return undefined;
      const tagged = cosignSubject(name);
      // What a tag stands for may change; what a digest does may not.
      if (tagged && this.#readable.has(descriptor.digest)) {
        return { subject: tagged, entry: descriptor, tag: name };
      }
      const text = await textOf(await this.#contents.read(descriptor.digest));
      this.#readable.add(descriptor.digest);
      if (tagged) return { subject: tagged, entry: descriptor, tag: name };
      const referrer = referrerIn(descriptor, text);
      if (!referrer) return undefined;
      const attached = { subject: referrer.subject.digest, entry: referrer.entry };
      this.#known.set(name, attached);
      return attached;
    } catch (error) {
      const { code } = ChartroomError.from(error);
      if (code === 'storage.damaged' || code === 'blob.not-found') return undefined;
      throw error;
    }
  }
}
