import type { LibraryEntry } from '../core/library/entry.ts';
import { Library } from '../core/library/library.ts';
import type { Store } from '../core/library/store.ts';
import type { Descriptor } from '../core/oci/descriptor.ts';
import type { Digest } from '../core/oci/digest.ts';
import type { StoredManifest } from '../core/target/target.ts';
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
 */
class StorageClient implements Store {
  #worker: WorkerHandle<Store> | undefined;

  keep(name: string, manifest: StoredManifest, blobs: StoredManifest[]): Promise<void> {
    return this.#call('keep', name, manifest, blobs);
  }

  remove(name: string): Promise<void> {
    return this.#call('remove', name);
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

  get #call(): WorkerHandle<Store>['call'] {
    if (!this.#worker || this.#worker.ended) {
      this.#worker = new WorkerHandle<Store>(startWorker(storageWorkerUrl));
    }
    return this.#worker.call;
  }
}
