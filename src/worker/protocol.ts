import { ChartroomError, type ErrorRecord } from '../core/errors.ts';

/** A call of a method; blobs and files among the arguments are posted by reference. */
export interface Call {
  id: number;
  method: string;
  args: unknown[];
}

/**
 * The result of a call. Errors are posted as records, since `postMessage` preserves the class only
 * of built-in errors.
 */
export type Answer = { id: number; result: unknown } | { id: number; error: ErrorRecord };

/** The first message of the end that answers: from now on no call is lost. */
const LISTENING = 'listening';

/** Either end of a channel: a `Worker`, a worker's global scope, a `MessagePort`. */
export interface Port {
  postMessage(message: unknown, options?: { transfer?: ArrayBuffer[] }): void;
  addEventListener(type: 'message' | 'messageerror', listener: (event: MessageEvent) => void): void;
}

/** The methods of `T` that can be called from another thread: those that return a promise. */
export type Remote<T> = {
  [K in keyof T as T[K] extends (...args: never[]) => Promise<unknown> ? K : never]: T[K];
};

/** The names of these methods. */
export type Method<T> = keyof Remote<T> & string;

/** A call of one method of `T`, with the arguments that it takes. */
export type CallOf<T> = {
  [K in Method<T>]: { method: K; args: Arguments<Remote<T>[K]> };
}[Method<T>];

type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
type Result<F> = F extends (...args: never[]) => Promise<infer R> ? R : never;

/** Answers the calls that come in on `port` with the methods of `service`. */
export function serve<T extends object>(port: Port, service: T): void {
  const methods = service as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const answer = async ({ id, method, args }: Call) => {
    try {
      if (!methods[method]) throw new TypeError(`no method ${method}`);
      const result = await methods[method](...args);
      post(port, { id, result }, handedOver(result));
    } catch (error) {
      post(port, { id, error: ChartroomError.from(error).toJSON() });
    }
  };
  port.addEventListener('message', ({ data }: MessageEvent<Call>) => {
    // If not even the error can be posted, the page gets it as an error of the whole worker.
    answer(data).catch((fault: unknown) => reportError(fault));
  });
  // Which call it was can't be known, so none may be waited for.
  port.addEventListener('messageerror', () => reportError(new Error('a call could not be read')));
  port.postMessage(LISTENING);
}

function post(port: Port, message: Answer, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, { transfer });
}

/** Bytes aren't copied, since the service has no further use for them. */
function handedOver(result: unknown): ArrayBuffer[] {
  return result instanceof Uint8Array && result.buffer instanceof ArrayBuffer
    ? [result.buffer]
    : [];
}

/** The calling end: pairs answers with calls. */
export class Caller<T> {
  readonly #port: Port;
  readonly #open = new Map<number, OpenCall>();
  #count = 0;
  #closed: ChartroomError | undefined;
  /** Resolves when the other end has said that it answers. */
  readonly listened: Promise<void>;

  constructor(port: Port) {
    this.#port = port;
    let listened: () => void;
    this.listened = new Promise((resolve) => (listened = resolve));
    port.addEventListener('message', ({ data }: MessageEvent<Answer | typeof LISTENING>) => {
      if (data === LISTENING) return listened();
      const call = this.#open.get(data.id);
      this.#open.delete(data.id);
      if ('error' in data) call?.reject(ChartroomError.fromJSON(data.error));
      else call?.resolve(data.result);
    });
  }

  /** Calls `method` on the other side. */
  call<K extends Method<T>>(
    method: K,
    ...args: Arguments<Remote<T>[K]>
  ): Promise<Result<Remote<T>[K]>> {
    return this.handOver([], method, ...args);
  }

  /** The same with buffers that aren't copied, as the caller has no further use for them. */
  handOver<K extends Method<T>>(
    transfer: ArrayBuffer[],
    method: K,
    ...args: Arguments<Remote<T>[K]>
  ): Promise<Result<Remote<T>[K]>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw this.#closed;
      const message: Call = { id: this.#count++, method, args };
      this.#port.postMessage(message, { transfer });
      this.#open.set(message.id, { resolve: resolve as OpenCall['resolve'], reject });
    });
  }

  /** Rejects every open and every later call with `error`. */
  close(error: ChartroomError): void {
    this.#closed ??= error;
    for (const call of this.#open.values()) call.reject(error);
    this.#open.clear();
  }
}

interface OpenCall {
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}
