import { abortable } from '../core/abortable.ts';
import { ChartroomError } from '../core/errors.ts';
import { WorkerHandle } from './worker-handle.ts';

export interface PoolOptions {
  /** The maximum number of workers. They are started one by one, as jobs come in. */
  size: number;
  /** How long an idle worker waits for another job before it is terminated. */
  idleMs: number;
  /** The same for the last one; by default no longer than the others. */
  lastIdleMs?: number;
}

/** How long an aborted job may continue if no other job waits for its worker. */
const GRACE_MS = 200;

/** A job that waits for a worker. */
interface Waiter<T> {
  resolve: (worker: WorkerHandle<T>) => void;
  reject: (error: unknown) => void;
}

/**
 * Workers that serve `T`, each one job at a time; jobs wait in order for a free worker. A worker
 * that is started for a job takes a while to load: the job goes to whichever is free first. An
 * aborted job rejects at once. Its worker, and no other, is terminated unless it finishes soon by
 * itself, since starting another one would take longer.
 */
export class WorkerPool<T> {
  readonly #start: () => Worker;
  readonly #options: PoolOptions;
  /** Workers without a job, and when they have been without one for too long. */
  readonly #idle = new Map<WorkerHandle<T>, ReturnType<typeof setTimeout>>();
  /** Workers whose job was aborted. */
  readonly #abandoned = new Map<WorkerHandle<T>, ReturnType<typeof setTimeout>>();
  readonly #queue = new Set<Waiter<T>>();
  /** How many workers there are. */
  #running = 0;
  /** Those of them that are still loading. */
  readonly #loading = new Set<WorkerHandle<T>>();

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
    this.#loading.add(worker);
    const loaded = () => {
      this.#loading.delete(worker);
      this.#release(worker);
    };
    const failed = (error: unknown) => {
      this.#loading.delete(worker);
      this.#running--;
      // It was started for one of those that wait: the others may find the next one.
      this.#next()?.reject(error);
      this.#dispatch();
    };
    worker.loaded.then(loaded, failed);
  }

  /** Starts a worker for the next job, if there is none. */
  warmUp(): void {
    if (this.#running === 0) this.adopt(new WorkerHandle<T>(this.#start));
  }

  /** The worker that the next job will get, as far as can be told: one that is free, or soon will be. */
  get nextWorker(): WorkerHandle<T> | undefined {
    const [free] = this.#idle.keys();
    const [loading] = this.#loading;
    return free ?? loading;
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
    this.#rest(worker, this.#options.idleMs);
    this.#dispatch();
  }

  #abandon(worker: WorkerHandle<T>): void {
    const timer = setTimeout(() => worker.end(aborted()), GRACE_MS);
    this.#abandoned.set(worker, timer);
    this.#dispatch();
  }

  /** Assigns free workers to waiting jobs, and starts new ones for the rest, within the limit. */
  #dispatch(): void {
    for (const [worker] of this.#idle) if (worker.ended) this.#retire(worker);
    for (const [worker] of this.#idle) {
      const waiter = this.#next();
      if (!waiter) return;
      clearTimeout(this.#idle.get(worker));
      this.#idle.delete(worker);
      waiter.resolve(worker);
    }
    while (this.#loading.size < this.#queue.size) {
      if (this.#running >= this.#options.size) {
        for (const [worker] of this.#abandoned) worker.end(aborted());
        return;
      }
      try {
        this.adopt(new WorkerHandle<T>(this.#start));
      } catch (error) {
        this.#next()?.reject(ChartroomError.from(error));
      }
    }
  }

  /** The job that has waited longest; it waits no more. */
  #next(): Waiter<T> | undefined {
    const [waiter] = this.#queue;
    if (waiter) this.#queue.delete(waiter);
    return waiter;
  }

  /** Has an idle worker end after a while. */
  #rest(worker: WorkerHandle<T>, ms: number): void {
    const { idleMs, lastIdleMs = idleMs } = this.#options;
    const isTimeUp = () => {
      if (this.#running > 1 || ms >= lastIdleMs) this.#retire(worker);
      else this.#rest(worker, lastIdleMs);
    };
    this.#idle.set(worker, setTimeout(isTimeUp, ms));
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
