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
    // It couldn't be loaded, or threw outside of a call: no answer can be counted on.
    worker.addEventListener('error', ({ message }) => {
      this.end(new ChartroomError('internal', { message: message || 'a worker failed to start' }));
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
