import { ChartroomError, isChartroomError } from '../core/errors.ts';
import type { LibraryEntry } from '../core/library/entry.ts';
import { Library } from '../core/library/library.ts';
import type { Store } from '../core/library/store.ts';
import type { Descriptor } from '../core/oci/descriptor.ts';
import type { Digest } from '../core/digest.ts';
import type { StoredManifest } from '../core/content/target.ts';
import storageWorkerUrl from './storage.worker.ts?worker&url';
import { startWorker } from './trusted.ts';
import { WorkerHandle } from './worker-handle.ts';

/** The library of this browser. Nothing of it starts before its first use. */
export function openLibrary(): Library {
  return new Library(new StorageClient());
}

/**
 * The store in a worker of its own, which lives as long as the page: what it has begun to
 * write is written to the end, whatever is cancelled meanwhile.
 *
 * WebKit puts a page that is left to sleep in its back/forward cache although a worker of it
 * holds a Web Lock, and no other page ever gets that lock: the library would stay empty. So
 * the worker of a page that goes to sleep is ended, which to the store is a power cut, and what
 * was asked of it is asked again when the page wakes.
 */
class StorageClient implements Store {
  #worker: WorkerHandle<Store> | undefined;
  /** Ends when the page is seen again. */
  #asleep: Promise<void> | undefined;
  #naps = 0;

  constructor() {
    addEventListener('pagehide', ({ persisted }) => {
      if (persisted) this.#sleep();
    });
  }

  keep(name: string, manifest: StoredManifest, blobs: StoredManifest[]): Promise<void> {
    return this.#call('keep', name, manifest, blobs);
  }

  async remove(name: string): Promise<void> {
    const naps = this.#naps;
    try {
      await this.#call('remove', name);
    } catch (error) {
      // Asked a second time, it may have been done the first time.
      if (this.#naps === naps || !isChartroomError(error, 'tag.not-found')) throw error;
    }
  }

  names(): Promise<string[]> {
    return this.#call('names');
  }

  list(): Promise<LibraryEntry[]> {
    return this.#call('list');
  }

  find(name: string): Promise<Descriptor | undefined> {
    return this.#call('find', name);
  }

  holds(digest: Digest): Promise<boolean> {
    return this.#call('holds', digest);
  }

  read(digest: Digest): Promise<Blob> {
    return this.#call('read', digest);
  }

  readonly #call: WorkerHandle<Store>['call'] = async (method, ...args) => {
    if (!this.#worker || this.#worker.ended) {
      this.#worker = new WorkerHandle<Store>(startWorker(storageWorkerUrl));
    }
    try {
      return await this.#worker.call(method, ...args);
    } catch (error) {
      if (!this.#asleep) throw error;
      await this.#asleep;
      return this.#call(method, ...args);
    }
  };

  #sleep(): void {
    this.#naps++;
    this.#asleep = new Promise((awake) => {
      const wake = () => {
        this.#asleep = undefined;
        awake();
      };
      addEventListener('pageshow', wake, { once: true });
    });
    this.#worker?.end(new ChartroomError('aborted', {}));
  }
}
