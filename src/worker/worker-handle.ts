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
    // The worker threw outside a call or, if there is no message, couldn't be loaded: its calls may
    // never be answered.
    worker.addEventListener('messageerror', () => {
      this.end(new ChartroomError('internal', { message: 'an answer of a worker was lost' }));
    });
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

  /** Terminates the worker at once; its open calls fail with `error`. */
  end(error: ChartroomError): void {
    this.#ended = true;
    this.#worker.terminate();
    this.#caller.close(error);
  }
}

/** An error that a worker threw outside a call; the event has only its message and place. */
function thrownThere({ message, filename, lineno, colno }: ErrorEvent): Error {
  const error = new Error(message);
  error.stack = `${message}\n    at ${filename}:${lineno}:${colno}`;
  return error;
}
