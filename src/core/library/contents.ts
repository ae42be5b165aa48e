import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf, hexOf, isDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { makeFolder, readBytes, readFolder, type LibraryFs } from './fs.ts';
import { bytesOf } from '../read-blob.ts';

/** The digest algorithms; each has a folder, as in an OCI image layout. */
const ALGORITHMS = ['sha256', 'sha512'] as const;

/**
 * Content-addressed storage with one file for each digest, so that the same content is stored once.
 * Content is verified against its digest when it is written and when it is read.
 */
export class Contents {
  readonly #fs: LibraryFs;
  readonly #root: string;

  constructor(fs: LibraryFs, root: string) {
    this.#fs = fs;
    this.#root = root;
  }

  /**
   * `blob.not-found` if it was never kept, `storage.damaged` if it no longer matches its digest.
   */
  async bytes(digest: Digest): Promise<Uint8Array<ArrayBuffer>> {
    const path = this.#path(digest);
    const bytes = (await readBytes(this.#fs, path)) as Uint8Array<ArrayBuffer> | 'missing' | 'lost';
    if (bytes === 'missing') throw new ChartroomError('blob.not-found', { digest });
    if (bytes === 'lost') throw new ChartroomError('storage.damaged', { path });
    if ((await digestOf(bytes, digest)) !== digest) {
      throw new ChartroomError('storage.damaged', { path });
    }
    return bytes;
  }

  /** The same as a Blob. */
  async read(digest: Digest): Promise<Blob> {
    return new Blob([await this.bytes(digest)]);
  }

  /**
   * Whether the content can be read back; damaged content counts as absent, so that it is written
   * anew.
   */
  async holds(digest: Digest): Promise<boolean> {
    try {
      await this.bytes(digest);
      return true;
    } catch (error) {
      const { code } = ChartroomError.from(error);
      if (code === 'blob.not-found' || code === 'storage.damaged') return false;
      throw error;
    }
  }

  /** Writes a blob whose size and digest match its descriptor. */
  async write({ digest, size }: Descriptor, blob: Blob): Promise<void> {
    if (blob.size !== size) {
      throw new ChartroomError('size.mismatch', { digest, expected: size, actual: blob.size });
    }
    const bytes = await bytesOf(blob);
    const actual = await digestOf(bytes, digest);
    if (actual !== digest)
      throw new ChartroomError('digest.mismatch', { expected: digest, actual });
    const path = this.#path(digest);
    await makeFolder(this.#fs, path.slice(0, path.lastIndexOf('/')));
    await this.#fs.writeFile(path, bytes);
  }

  async remove(digest: Digest): Promise<void> {
    await this.#fs.unlink(this.#path(digest));
  }

  /** Every digest that has a file, readable or not. */
  async digests(): Promise<Digest[]> {
    const found = await Promise.all(
      ALGORITHMS.map(async (algorithm) => {
        const files = await readFolder(this.#fs, `${this.#root}/${algorithm}`);
        return files.map((hex) => `${algorithm}:${hex}`);
      }),
    );
    return found.flat().filter(isDigest);
  }

  #path(digest: Digest): string {
    return `${this.#root}/${digest.slice(0, digest.indexOf(':'))}/${hexOf(digest)}`;
  }
}
