import type { HttpRequest, HttpResponse, Transport } from '../transport.ts';

/** A request of a check, and its answer if the page may read it. */
export interface Exchange {
  request: HttpRequest;
  response: HttpResponse | undefined;
}

/** A check shall come to an end. */
const PATIENCE = 15_000;

/** A transport that remembers: what every answer of a check let the page see. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
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

  /** Sends one request; undefined where the page gets no answer to read. */
  async ask(request: HttpRequest): Promise<HttpResponse | undefined> {
    try {
      return await this.transport(request);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      return undefined;
    }
  }
}
