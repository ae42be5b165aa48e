import { mapLimited } from '../concurrency.ts';
import { ChartroomError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { parseDescriptor, type Descriptor } from '../oci/descriptor.ts';
import { makeFolder, readBytes, readFolder, READS_AT_ONCE, type LibraryFs } from './fs.ts';

/** A name that was read: the descriptor of its manifest, or `storage.damaged`. */
export interface ReadName {
  name: string;
  stands: Descriptor | ChartroomError;
}

/**
 * The names of the kept artifacts: one small file for each name, with the descriptor of its
 * manifest. The file repeats the name, so that it can't be mistaken for another name's.
 */
export class Names {
  readonly #fs: LibraryFs;
  readonly #root: string;

  constructor(fs: LibraryFs, root: string) {
    this.#fs = fs;
    this.#root = root;
  }

  /**
   * Every name, sorted, with what it stands for; each file is read once. A name whose file has lost
   * its value isn't listed but given to `onLost`: such a file remains when a removal or a keep is
   * interrupted between two writes.
   */
  async read(onLost?: (name: string) => void): Promise<ReadName[]> {
    const read = await mapLimited(await this.list(), { limit: READS_AT_ONCE }, async (name) => {
      const bytes = await readBytes(this.#fs, this.#path(name));
      if (bytes === 'lost') onLost?.(name);
      return bytes instanceof Uint8Array ? { name, stands: this.#meaning(name, bytes) } : undefined;
    });
    const found = read.filter((one) => one !== undefined);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Every name that has a file, readable or not. */
  async list(): Promise<string[]> {
    const files = await readFolder(this.#fs, this.#root);
    return files.filter((file) => file.endsWith('.json')).map((file) => decode(file));
  }

  /**
   * The descriptor that a name stands for; undefined if the name doesn't exist, `storage.damaged`
   * if its file is unreadable.
   */
  async get(name: string): Promise<Descriptor | undefined> {
    const bytes = await readBytes(this.#fs, this.#path(name));
    if (!(bytes instanceof Uint8Array)) return undefined;
    const stands = this.#meaning(name, bytes);
    if (stands instanceof ChartroomError) throw stands;
    return stands;
  }

  async set(name: string, descriptor: Descriptor): Promise<void> {
    await makeFolder(this.#fs, this.#root);
    const text = JSON.stringify({ name, descriptor });
    await this.#fs.writeFile(this.#path(name), new TextEncoder().encode(text));
  }

  async remove(name: string): Promise<void> {
    await this.#fs.unlink(this.#path(name));
  }

  #meaning(name: string, bytes: Uint8Array): ReadName['stands'] {
    const path = this.#path(name);
    try {
      const value = parseJson(new TextDecoder().decode(bytes));
      if (isRecord(value) && value['name'] === name) {
        return parseDescriptor(value['descriptor'], name);
      }
    } catch (cause) {
      return new ChartroomError('storage.damaged', { path }, { cause });
    }
    return new ChartroomError('storage.damaged', { path });
  }

  #path(name: string): string {
    return `${this.#root}/${encodeURIComponent(name)}.json`;
  }
}

function decode(file: string): string {
  return decodeURIComponent(file.slice(0, -'.json'.length));
}
