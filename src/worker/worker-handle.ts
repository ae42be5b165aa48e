import { ChartroomError } from '../core/errors.ts';
import { Caller } from './protocol.ts';

/** A running worker that serves `T`. */
export class WorkerHandle<T> {
  readonly #worker: Worker;
  readonly #caller: Caller<T>;
  #ended = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#caller = new Caller<T>(worker);
    // It threw outside of a call, or, without a message, couldn't be loaded: no answer can be
    // counted on.
    worker.addEventListener('error', (event) => {
      const { message } = event;
      this.end(
        message
          ? ChartroomError.from(thrownThere(event))
          : new ChartroomError('page.incomplete', {}),
      );
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  get call(): Caller<T>['call'] {
    return this.#caller.call.bind(this.#caller);
  }

  /** Ends the worker, whatever it is doing; its open calls fail with `error`. */
  end(error: ChartroomError): void {
    this.#ended = true;
    this.#worker.terminate();
    this.#caller.close(error);
  }
}

/** What a worker threw outside of a call; the event has no more of it than its place. */
function thrownThere({ message, filename, lineno, colno }: ErrorEvent): Error {
  const error = new Error(message);
  error.stack = `${message}\n    at ${filename}:${lineno}:${colno}`;
  return error;
}
