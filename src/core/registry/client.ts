import { ChartroomError, type RequestFacts } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import { failureOf } from './failure.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

/** A request to a registry; `url` is where it is sent, path and query included. */
export interface Call extends Omit<HttpRequest, 'redirect'> {
  /** Statuses that the caller knows what to do with; every other is an error. */
  expect: number[];
  /** Takes an answer that was cut off, or that is longer than `maxBytes`. */
  partial?: boolean;
  /** Goes out without credentials: to a place that isn't the registry. */
  anonymous?: boolean;
}

/**
 * Whether anything at all answers at an address, even what a page may not read. The page's
 * own: `no-cors` requests exist only there.
 */
export type Probe = (url: string) => Promise<boolean>;

export interface ClientOptions {
  transport: Transport;
  probe?: Probe;
}

/** Sends requests to one registry and turns what goes wrong into errors of the closed list. */
export class Client {
  readonly endpoint: Endpoint;
  readonly #transport: Transport;
  readonly #probe: Probe | undefined;

  constructor(endpoint: Endpoint, { transport, probe }: ClientOptions) {
    this.endpoint = endpoint;
    this.#transport = transport;
    this.#probe = probe;
  }

  /** The answer, whole, with one of the expected statuses. */
  async send(call: Call): Promise<HttpResponse> {
    const { expect, partial, ...request } = call;
    const facts = this.facts(call);
    const response = await this.#exchange(request, facts);
    this.#checkOrigin(response, call, facts);
    if (!expect.includes(response.status)) throw await failureOf(response, facts, false);
    if (partial || response.end === 'whole') return response;
    if (response.end === 'cut') throw new ChartroomError('registry.unreachable', facts);
    throw this.protocol(call, response, 'the answer is longer than any should be');
  }

  facts({ method, url }: Pick<Call, 'method' | 'url'>): RequestFacts {
    return { method, url: this.endpoint.describe(url), registry: this.endpoint.host };
  }

  /** The error for an answer that breaks the protocol. */
  protocol(call: Pick<Call, 'method' | 'url'>, response: HttpResponse, reason: string) {
    return new ChartroomError('registry.protocol', {
      ...this.facts(call),
      status: response.status,
      reason,
    });
  }

  async #exchange(request: HttpRequest, facts: RequestFacts): Promise<HttpResponse> {
    try {
      return await this.#transport(request);
    } catch (cause) {
      if (request.signal?.aborted) throw new ChartroomError('aborted', {}, { cause });
      const hidden = !this.endpoint.proxied && (await this.#answers());
      throw new ChartroomError(hidden ? 'registry.cors' : 'registry.unreachable', facts, {
        cause,
      });
    }
  }

  /** The registry answers, if not to us. */
  async #answers(): Promise<boolean> {
    return (await this.#probe?.(`${this.endpoint.base}/v2/`)) ?? false;
  }

  /**
   * Reading may be redirected: blobs lie in object stores, and are known by their digest. But
   * never to plain http, and what changes something is answered by the registry or nobody.
   */
  #checkOrigin(response: HttpResponse, call: Call, facts: RequestFacts): void {
    if (response.url === '') return;
    const asked = new URL(call.url);
    const answered = new URL(response.url);
    if (asked.origin === answered.origin) return;
    const reading = call.method === 'GET' || call.method === 'HEAD';
    const downgraded = asked.protocol === 'https:' && answered.protocol !== 'https:';
    if (reading && !downgraded) return;
    throw new ChartroomError('registry.protocol', {
      ...facts,
      status: response.status,
      reason: `redirected to ${answered.origin}`,
    });
  }
}
