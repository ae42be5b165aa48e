import { ChartroomError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { parseDescriptor, type Descriptor } from '../oci/descriptor.ts';
import { makeFolder, readBytes, readFolder, type LibraryFs } from './fs.ts';

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
   * Every name, sorted. A name whose file has lost its value isn't listed: such a file remains when
   * a removal or a keep is interrupted between two writes.
   */
  async all(): Promise<string[]> {
    const names = [];
    for (const name of await this.#filed()) {
      if ((await readBytes(this.#fs, this.#path(name))) instanceof Uint8Array) names.push(name);
    }
    return names.sort();
  }

  /**
   * The descriptor that a name stands for; undefined if the name doesn't exist, `storage.damaged`
   * if its file is unreadable.
   */
  async get(name: string): Promise<Descriptor | undefined> {
    const path = this.#path(name);
    const bytes = await readBytes(this.#fs, path);
    if (!(bytes instanceof Uint8Array)) return undefined;
    try {
      const value = parseJson(new TextDecoder().decode(bytes));
      if (isRecord(value) && value['name'] === name) {
        return parseDescriptor(value['descriptor'], name);
      }
    } catch (cause) {
      throw new ChartroomError('storage.damaged', { path }, { cause });
    }
    throw new ChartroomError('storage.damaged', { path });
  }

  async set(name: string, descriptor: Descriptor): Promise<void> {
    await makeFolder(this.#fs, this.#root);
    const text = JSON.stringify({ name, descriptor });
    await this.#fs.writeFile(this.#path(name), new TextEncoder().encode(text));
  }

  async remove(name: string): Promise<void> {
    await this.#fs.unlink(this.#path(name));
  }

  /** Removes the files of names that have lost their value. */
  async prune(): Promise<void> {
    for (const name of await this.#filed()) {
      if ((await readBytes(this.#fs, this.#path(name))) === 'lost') await this.remove(name);
    }
  }

  async #filed(): Promise<string[]> {
    const files = await readFolder(this.#fs, this.#root);
    return files.filter((file) => file.endsWith('.json')).map((file) => decode(file));
  }

  #path(name: string): string {
    return `${this.#root}/${encodeURIComponent(name)}.json`;
  }
}

function decode(file: string): string {
  return decodeURIComponent(file.slice(0, -'.json'.length));
}
