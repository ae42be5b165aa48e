import { reach } from '../content/reach.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Contents } from './contents.ts';

/**
 * Which content belongs to which manifest. A digest stands for the same content forever, so each
 * manifest is read once: what a change leaves unreachable is then found without reading all
 * manifests of the library again.
 */
export class Parts {
  readonly #contents: Contents;
  readonly #known = new Map<Digest, readonly Descriptor[]>();

  constructor(contents: Contents) {
    this.#contents = contents;
  }

  /** Everything that the artifact consists of, as far as its manifests can be read. */
  async of(root: Descriptor): Promise<readonly Descriptor[]> {
    const known = this.#known.get(root.digest);
    if (known) return known;
    let whole = true;
    const parts = await reach(root, async ({ digest }) => {
      const blob = await unlessDamaged(this.#contents.read(digest));
      if (!blob) whole = false;
      return blob;
    });
    // A damaged manifest may be written anew.
    if (whole) this.#known.set(root.digest, parts);
    return parts;
  }

  /** Forgets the manifests that aren't among these. */
  retain(digests: { has(digest: Digest): boolean }): void {
    for (const digest of this.#known.keys()) if (!digests.has(digest)) this.#known.delete(digest);
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
