import { ChartroomError } from '../core/errors.ts';
import { WorkerHandle } from './worker-handle.ts';

export interface PoolOptions {
  /** Workers at most. They are started one by one, as jobs come. */
  size: number;
  /** How long a worker waits for another job before it is ended. */
  idleMs: number;
}

/** A job that waits for a worker. */
interface Waiter<T> {
  resolve: (worker: WorkerHandle<T>) => void;
  reject: (error: unknown) => void;
}

/**
 * Workers that serve `T`, one job at a time each; jobs that find none wait in the order they
 * came. An abort ends the job's worker, whatever it is doing, and no other.
 */
export class WorkerPool<T> {
  readonly #start: () => Worker;
  readonly #options: PoolOptions;
  readonly #idle = new Map<WorkerHandle<T>, ReturnType<typeof setTimeout>>();
  readonly #queue = new Set<Waiter<T>>();
  #running = 0;

  constructor(start: () => Worker, options: PoolOptions) {
    this.#start = start;
    this.#options = options;
  }

  /** Runs `job` on a worker. On abort it is over at once, with `aborted`. */
  async run<R>(
    job: (worker: WorkerHandle<T>) => Promise<R>,
    signal: AbortSignal | undefined,
  ): Promise<R> {
    if (signal?.aborted) throw aborted();
    const worker = await this.#acquire(signal);
    const stop = () => worker.end(aborted());
    signal?.addEventListener('abort', stop);
    try {
      if (signal?.aborted) throw aborted();
      return await job(worker);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#release(worker);
    }
  }

  #acquire(signal: AbortSignal | undefined): Promise<WorkerHandle<T>> {
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      this.#queue.add(waiter);
      const leave = () => this.#queue.delete(waiter) && reject(aborted());
      signal?.addEventListener('abort', leave, { once: true });
      this.#dispatch();
    });
  }

  #release(worker: WorkerHandle<T>): void {
    const timer = setTimeout(() => this.#retire(worker), this.#options.idleMs);
    this.#idle.set(worker, timer);
    this.#dispatch();
  }

  /** Gives workers to those who wait, as far as there are any or may be more. */
  #dispatch(): void {
    for (const [worker] of this.#idle) if (worker.ended) this.#retire(worker);
    for (const waiter of this.#queue) {
      if (this.#idle.size === 0 && this.#running >= this.#options.size) return;
      this.#queue.delete(waiter);
      try {
        waiter.resolve(this.#take() ?? this.#add());
      } catch (error) {
        waiter.reject(ChartroomError.from(error));
      }
    }
  }

  #take(): WorkerHandle<T> | undefined {
    for (const [worker, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(worker);
      return worker;
    }
    return undefined;
  }

  #add(): WorkerHandle<T> {
    const worker = new WorkerHandle<T>(this.#start());
    this.#running++;
    return worker;
  }

  #retire(worker: WorkerHandle<T>): void {
    clearTimeout(this.#idle.get(worker));
    this.#idle.delete(worker);
    this.#running--;
    worker.end(aborted());
  }
}

function aborted(): ChartroomError {
  return new ChartroomError('aborted', {});
}
