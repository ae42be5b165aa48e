import { mapLimited } from '../concurrency.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { referrerIn, type Referrer } from '../oci/referrer.ts';
import { textOf } from '../read-blob.ts';
import type { Contents } from './contents.ts';
import { READS_AT_ONCE, type LibraryFs } from './fs.ts';
import { Names } from './names.ts';

/**
 * What refers to kept manifests: signatures, SBOMs. Each has a file of its own, under its digest, and
 * is kept as long as what it refers to is.
 */
export class Attached {
  readonly #contents: Contents;
  readonly #names: Names;
  /** A digest stands for the same manifest forever, so each is read once. */
  readonly #known = new Map<string, Referrer>();

  constructor(fs: LibraryFs, root: string, contents: Contents) {
    this.#contents = contents;
    this.#names = new Names(fs, root);
  }

  set(descriptor: Descriptor): Promise<void> {
    return this.#names.set(descriptor.digest, descriptor);
  }

  remove(digest: Digest): Promise<void> {
    return this.#names.remove(digest);
  }

  /**
   * All that refers to something, as far as it can be read. What can't be is given to `onLost`, like
   * a file that has lost its value: nothing could say any more when it is to go.
   */
  async all(onLost?: (name: string) => void): Promise<Referrer[]> {
    const names = await this.#names.list();
    const limits = { limit: READS_AT_ONCE };
    const found = await mapLimited(names, limits, async (name) => {
      const referrer = this.#known.get(name) ?? (await this.#read(name));
      if (!referrer) onLost?.(name);
      return referrer;
    });
    return found.filter((referrer) => referrer !== undefined);
  }

  async #read(name: string): Promise<Referrer | undefined> {
    try {
      const descriptor = await this.#names.get(name);
      if (!descriptor) return undefined;
      const text = await textOf(await this.#contents.read(descriptor.digest));
      const referrer = referrerIn(descriptor, text);
      if (referrer) this.#known.set(name, referrer);
      return referrer;
    } catch (error) {
      const { code } = ChartroomError.from(error);
      if (code === 'storage.damaged' || code === 'blob.not-found') return undefined;
      throw error;
    }
  }
}
