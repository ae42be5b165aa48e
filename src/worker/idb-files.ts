import type FS from '@isomorphic-git/lightning-fs';

/** lightning-fs's key for its tree of names (`IdbBackend.js`). */
const TREE = '!root';

/** What lightning-fs can be given to store its files and its tree in. */
export interface LightningDisk extends FS.IDB {
  open(): Promise<void>;
  unlink(inode: number): Promise<void>;
  requireSaved(): void;
}

/**
 * What lightning-fs stores, in the IndexedDB layout it has by itself: the tree under one key,
 * a file's bytes under its number. Given to lightning-fs as its `db`, because its own reports
 * a failed request as `null`, and because a tree that can't be saved when lightning-fs goes
 * idle would leave it unusable, with its lock on the database held, until the tab is closed.
 */
export class IdbFiles implements LightningDisk {
  readonly #name: string;
  readonly #store: string;
  #database: Promise<IDBDatabase> | undefined;
  #unsaved: { error: unknown } | undefined;

  constructor(name: string) {
    this.#name = name;
    this.#store = `${name}_files`;
  }

  /** Rejects where the browser keeps no databases for this page. */
  async open(): Promise<void> {
    await this.#connect();
  }

  /** Never rejects: `requireSaved` tells what went wrong. */
  async saveSuperblock(tree: unknown): Promise<void> {
    try {
      // What is flushed shall survive a power cut, not only the end of the browser.
      await this.#run('readwrite', (store) => store.put(tree, TREE), { durability: 'strict' });
      this.#unsaved = undefined;
    } catch (error) {
      this.#unsaved = { error };
    }
  }

  /** Throws what the last attempt to save the tree failed with, if it did. */
  requireSaved(): void {
    if (this.#unsaved) throw this.#unsaved.error;
  }

  loadSuperblock(): Promise<Map<string | number, unknown>> {
    return this.#run('readonly', (store) => store.get(TREE));
  }

  readFile(inode: number): Promise<Uint8Array> {
    return this.#run('readonly', (store) => store.get(inode));
  }

  async writeFile(inode: number, bytes: Uint8Array): Promise<void> {
    await this.#run('readwrite', (store) => store.put(bytes, inode));
  }

  async unlink(inode: number): Promise<void> {
    await this.#run('readwrite', (store) => store.delete(inode));
  }

  async wipe(): Promise<void> {
    await this.#run('readwrite', (store) => store.clear());
  }

  async close(): Promise<void> {
    const database = await this.#database;
    this.#database = undefined;
    database?.close();
  }

  async #run<T>(
    mode: IDBTransactionMode,
    start: (store: IDBObjectStore) => IDBRequest<T>,
    options?: IDBTransactionOptions,
  ): Promise<T> {
    const database = await this.#connect();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(this.#store, mode, options);
      const request = start(transaction.objectStore(this.#store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  }

  #connect(): Promise<IDBDatabase> {
    if (this.#database) return this.#database;
    const opening = new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(this.#name);
      request.onupgradeneeded = () => request.result.createObjectStore(this.#store);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        // The person cleared this site's data.
        request.result.onclose = () => (this.#database = undefined);
        resolve(request.result);
      };
    });
    opening.catch(() => (this.#database = undefined));
    this.#database = opening;
    return opening;
  }
}
