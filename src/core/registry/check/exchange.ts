import { isTimeout } from '../exchange.ts';
import type { HttpRequest, HttpResponse, Transport } from '../transport.ts';

/** A request of a check, and its response if the page may read it. */
export interface Exchange {
  request: HttpRequest;
  response: HttpResponse | undefined;
}

/** Milliseconds to wait for a response, so that a check ends. */
const PATIENCE = 15_000;

/** A transport that records every response of a check. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  /** Whether the last request that failed was given up after a time of silence. */
  silent = false;
  readonly #inner: Transport;

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  readonly transport: Transport = async (request) => {
    const exchange: Exchange = { request, response: undefined };
    this.exchanges.push(exchange);
    exchange.response = await this.#inner({ idleTimeout: PATIENCE, ...request });
    return exchange.response;
  };

  /**
   * Sends one request; undefined if the page gets no readable response. A broken connection looks
   * like that too, so the request is sent once more.
   */
  async ask(request: HttpRequest, isRepeated = false): Promise<HttpResponse | undefined> {
    try {
      return await this.transport(request);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      this.silent = isTimeout(error);
      return isRepeated || this.silent ? undefined : this.ask(request, true);
    }
  }
}
