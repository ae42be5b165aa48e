import type FS from '@isomorphic-git/lightning-fs';

/** lightning-fs's key for its directory tree (`IdbBackend.js`). */
const TREE = '!root';

/** The storage backend that can be passed to lightning-fs. */
export interface LightningDisk extends FS.IDB {
  open(): Promise<void>;
  unlink(inode: number): Promise<void>;
  requireSaved(): void;
}

/**
 * A backend for lightning-fs (its `db`) with the same IndexedDB layout as lightning-fs's own: the
 * tree under one key, a file's bytes under its inode number. The original isn't used because it
 * reports a failed request as `null`, and because a failure to save the tree when lightning-fs goes
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

  /** Rejects if the browser allows this page no databases. */
  async open(): Promise<void> {
    await this.#connect();
  }

  /** Never rejects; `requireSaved` throws the error later. */
  async saveSuperblock(tree: unknown): Promise<void> {
    try {
      // Flushed data must survive a power cut, not only the end of the browser.
      await this.#run('readwrite', (store) => store.put(tree, TREE), { durability: 'strict' });
      this.#unsaved = undefined;
    } catch (error) {
      this.#unsaved = { error };
    }
  }

  /** Throws the error of the last attempt to save the tree, if it failed. */
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
