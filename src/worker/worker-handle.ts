import { ChartroomError } from '../core/errors.ts';
import { Caller } from './protocol.ts';

/**
 * How long a worker may load, in milliseconds, before another one is started in its place. Firefox
 * sometimes never loads a module worker whose requests go through a service worker, and raises no
 * error; the next one loads.
 */
const LOADING_MS = 10_000;
/** Before a worker that couldn't be loaded is loaded again, in milliseconds. */
const RELOAD_PAUSE_MS = 300;
/** How often a worker is loaded at most; the last one may take any time. */
const TRIES = 3;

/** A worker that serves `T`. Calls wait until it has loaded. */
export class WorkerHandle<T> {
  readonly #start: () => Worker;
  readonly #loaded: Promise<Caller<T>>;
  #resolve!: (caller: Caller<T>) => void;
  #reject!: (error: ChartroomError) => void;
  #worker: Worker | undefined;
  #caller: Caller<T> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listens = false;
  #ended = false;

  /** Starts the worker; throws what `start` throws. */
  constructor(start: () => Worker) {
    this.#start = start;
    this.#loaded = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever calls gets the error; without a call nobody needs it.
    this.#loaded.catch(() => undefined);
    this.#load(TRIES);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves when the worker has loaded; rejects if it ends before. */
  get loaded(): Promise<unknown> {
    return this.#loaded;
  }

  /** Calls a method of `T` in the worker. */
  call: Caller<T>['call'] = async (method, ...args) => (await this.#loaded).call(method, ...args);

  /** The same with buffers that aren't copied. */
  handOver: Caller<T>['handOver'] = async (transfer, method, ...args) =>
    (await this.#loaded).handOver(transfer, method, ...args);

  /** Terminates the worker at once; its open calls fail with `error`. */
  end(error: ChartroomError): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#caller?.close(error);
    this.#reject(error);
  }

  #load(tries: number): void {
    const worker = this.#start();
    const caller = new Caller<T>(worker);
    this.#worker = worker;
    this.#caller = caller;
    if (tries > 1) this.#timer = setTimeout(() => this.#loadAnother(tries - 1), LOADING_MS);
    void caller.listened.then(() => {
      clearTimeout(this.#timer);
      this.#listens = true;
      this.#resolve(caller);
    });
    worker.addEventListener('messageerror', () => {
      this.end(new ChartroomError('internal', { message: 'an answer of a worker was lost' }));
    });
    worker.addEventListener('error', (event) => {
      // It threw outside a call, so its calls may never be answered.
      if (event.message) return this.end(ChartroomError.from(thrownThere(event)));
      // Without a message it couldn't be loaded; a page that is left stops that too.
      clearTimeout(this.#timer);
      if (tries === 1 || this.#listens) return this.end(new ChartroomError('page.incomplete', {}));
      this.#timer = setTimeout(() => this.#loadAnother(tries - 1), RELOAD_PAUSE_MS);
    });
  }

  #loadAnother(tries: number): void {
    this.#worker?.terminate();
    try {
      this.#load(tries);
    } catch (error) {
      this.end(ChartroomError.from(error));
    }
  }
}

/** An error that a worker threw outside a call; the event has only its message and place. */
function thrownThere({ message, filename, lineno, colno }: ErrorEvent): Error {
  const error = new Error(message);
  error.stack = `${message}\n    at ${filename}:${lineno}:${colno}`;
  return error;
}
