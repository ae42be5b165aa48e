import { abortable } from '../core/abortable.ts';
import { ChartroomError } from '../core/errors.ts';
import { WorkerHandle } from './worker-handle.ts';

export interface PoolOptions {
  /** The maximum number of workers. They are started one by one, as jobs come in. */
  size: number;
  /** How long an idle worker waits for another job before it is terminated. */
  idleMs: number;
}

/** How long an aborted job may continue if no other job waits for its worker. */
const GRACE_MS = 200;

/** A job that waits for a worker. */
interface Waiter<T> {
  resolve: (worker: WorkerHandle<T>) => void;
  reject: (error: unknown) => void;
}

/**
 * Workers that serve `T`, each one job at a time; jobs wait in order for a free worker. An aborted
 * job rejects at once. Its worker, and no other, is terminated unless it finishes soon by itself,
 * since starting another one would take longer.
 */
export class WorkerPool<T> {
  readonly #start: () => Worker;
  readonly #options: PoolOptions;
  readonly #idle = new Map<WorkerHandle<T>, ReturnType<typeof setTimeout>>();
  /** Workers whose job was aborted. */
  readonly #abandoned = new Map<WorkerHandle<T>, ReturnType<typeof setTimeout>>();
  readonly #queue = new Set<Waiter<T>>();
  #running = 0;

  constructor(start: () => Worker, options: PoolOptions) {
    this.#start = start;
    this.#options = options;
  }

  /**
   * Runs `job` on a worker. An abort rejects at once with `aborted`. After `limit` seconds of work
   * the worker is terminated, with `work.unfinished`.
   */
  async run<R>(
    job: (worker: WorkerHandle<T>) => Promise<R>,
    signal: AbortSignal | undefined,
    limit?: number,
  ): Promise<R> {
    if (signal?.aborted) throw aborted();
    const worker = await this.#acquire(signal);
    const running = signal?.aborted ? Promise.reject<R>(aborted()) : job(worker);
    const abandon = () => this.#abandon(worker);
    signal?.addEventListener('abort', abandon);
    const timer = limit && setTimeout(() => worker.end(tooLong(limit)), limit * 1000);
    const rest = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abandon);
      this.#release(worker);
    };
    running.then(rest, rest);
    return abortable(running, signal);
  }

  /** Takes on a worker that was started before this pool. */
  adopt(worker: WorkerHandle<T>): void {
    this.#running++;
    this.#release(worker);
  }

  /** Starts a worker for the next job, if none is idle. */
  warmUp(): void {
    if (this.#running === 0) this.#release(this.#add());
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
    clearTimeout(this.#abandoned.get(worker));
    this.#abandoned.delete(worker);
    const timer = setTimeout(() => this.#retire(worker), this.#options.idleMs);
    this.#idle.set(worker, timer);
    this.#dispatch();
  }

  #abandon(worker: WorkerHandle<T>): void {
    const timer = setTimeout(() => worker.end(aborted()), GRACE_MS);
    this.#abandoned.set(worker, timer);
    this.#dispatch();
  }

  /** Assigns workers to waiting jobs, starting new ones within the limit. */
  #dispatch(): void {
    for (const [worker] of this.#idle) if (worker.ended) this.#retire(worker);
    for (const waiter of this.#queue) {
      if (this.#idle.size === 0 && this.#running >= this.#options.size) {
        for (const [worker] of this.#abandoned) worker.end(aborted());
        return;
      }
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
    const worker = new WorkerHandle<T>(this.#start);
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

function tooLong(seconds: number): ChartroomError {
  return new ChartroomError('work.unfinished', { reason: 'too-long', seconds });
}

function aborted(): ChartroomError {
  return new ChartroomError('aborted', {});
}
