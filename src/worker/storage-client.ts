import { ChartroomError, isChartroomError } from '../core/errors.ts';
import { Library } from '../core/library/library.ts';
import type { Store } from '../core/library/store.ts';
import { clientOf, type MethodList } from './client.ts';
import type { CallOf } from './protocol.ts';
import storageWorkerUrl from './storage.worker.ts?worker&url';
import { startWorker } from './trusted.ts';
import { WorkerHandle } from './worker-handle.ts';

const METHODS: MethodList<Store> = {
  keep: true,
  attach: true,
  referrers: true,
  used: true,
  remove: true,
  names: true,
  list: true,
  find: true,
  holds: true,
  read: true,
  bytes: true,
};

/** The library of this browser. Its worker is started at first use. */
export function openLibrary(): Library {
  const worker = new StorageWorker();
  return new Library(clientOf<Store>(METHODS, (call) => worker.send(call)));
}

/**
 * The store in a worker of its own, which lives as long as the page: a write that has begun is
 * finished even if the request is cancelled.
 *
 * WebKit suspends a page in its back/forward cache even if one of its workers holds a Web Lock, and
 * no other page ever gets that lock: the library would stay empty. So the worker of a page that is
 * suspended is terminated, which for the store is like a power cut, and its open calls are repeated
 * when the page is resumed.
 */
class StorageWorker {
  #worker: WorkerHandle<Store> | undefined;
  /** Resolves when the page is resumed. */
  #asleep: Promise<void> | undefined;

  constructor() {
    addEventListener('pagehide', ({ persisted }) => {
      if (persisted) this.#sleep();
    });
  }

  async send(call: CallOf<Store>): Promise<unknown> {
    try {
      return await this.#sendOnce(call);
    } catch (error) {
      if (!this.#asleep) throw error;
      await this.#asleep;
      return this.#sendAgain(call);
    }
  }

  #sendOnce(call: CallOf<Store>): Promise<unknown> {
    if (!this.#worker || this.#worker.ended) {
      this.#worker = new WorkerHandle<Store>(() => startWorker(storageWorkerUrl));
    }
    return this.#worker.call(call.method, ...call.args);
  }

  async #sendAgain(call: CallOf<Store>): Promise<unknown> {
    try {
      return await this.send(call);
    } catch (error) {
      // If the call is repeated, the first one may already have removed the tag.
      if (call.method === 'remove' && isChartroomError(error, 'tag.not-found')) return undefined;
      throw error;
    }
  }

  #sleep(): void {
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
