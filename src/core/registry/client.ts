import { abortable } from '../abortable.ts';
import { ChartroomError, type ProtocolFault, type RequestFacts } from '../errors.ts';
import { Auth, type ConfirmRealm, type Grant } from './auth.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { exchange, type Probe } from './exchange.ts';
import { failureOf } from './failure.ts';
import { refusalIn } from './refusal.ts';
import { retrying } from './retry.ts';
import type { Scope } from './scopes.ts';
import type { AnswerEnd, HttpRequest, HttpResponse, Transport } from './transport.ts';

/** A request to a registry; `url` is where it is sent, path and query included. */
export interface Call extends Omit<HttpRequest, 'redirect'> {
  /** Statuses that the caller knows what to do with; every other is an error. */
  expect: number[];
  /** Ends of an answer that the caller knows what to do with. */
  tolerate?: AnswerEnd[];
  /** Goes out without credentials: to a place that isn't the registry. */
  anonymous?: boolean;
  /** May be sent again after a failure that may pass; what reads always may. */
  idempotent?: boolean;
}

export interface ClientOptions {
  transport: Transport;
  probe?: Probe | undefined;
  credentials?: Credentials | undefined;
  confirmRealm?: ConfirmRealm | undefined;
  clock?: Clock | undefined;
}

/**
 * Sends requests to one registry: signed in, again where that may help, and with what goes
 * wrong turned into errors of the closed list.
 */
export class Client {
  readonly endpoint: Endpoint;
  readonly auth: Auth;
  readonly clock: Clock;
  readonly #options: ClientOptions;
  readonly #scopes: Scope[];
  /** The kinds of requests whose answers could be read; one list for all clients of a registry. */
  readonly #read: Set<string>;

  constructor(
    endpoint: Endpoint,
    options: ClientOptions,
    scopes: Scope[] = [],
    { auth, read = new Set<string>() }: { auth?: Auth; read?: Set<string> } = {},
  ) {
    this.endpoint = endpoint;
    this.clock = options.clock ?? systemClock;
    this.#options = options;
    this.#scopes = scopes;
    this.#read = read;
    this.auth =
      auth ??
      new Auth({
        ...options,
        endpoint,
        clock: this.clock,
        send: (request, facts) => this.#exchange(request, facts),
      });
  }

  /** The same client, with requests for something: what a token must allow. */
  scoped(...scopes: Scope[]): Client {
    const { auth } = this;
    return new Client(this.endpoint, this.#options, scopes, { auth, read: this.#read });
  }

  /** The answer, whole, with one of the expected statuses. */
  async send(call: Call): Promise<HttpResponse> {
    const granting = call.anonymous ? undefined : this.auth.grant(this.#scopes);
    const grant = granting && (await abortable(granting, call.signal));
    const response = await this.#attempt(call, grant);
    if (response.status !== 401 || call.expect.includes(401)) return response;
    return this.answer(call, response, grant);
  }

  /** Does a call again as the challenge in its answer asks, once. */
  async answer(call: Call, response: HttpResponse, refused?: Grant): Promise<HttpResponse> {
    const granting = call.anonymous ? undefined : this.auth.answer(response, this.#scopes, refused);
    const grant = granting && (await abortable(granting, call.signal));
    const second = grant ? await this.#attempt(call, grant) : response;
    if (second.status !== 401) return second;
    throw await failureOf(second, this.facts(call), (grant ?? refused)?.signedIn ?? false);
  }

  facts({ method, url }: Pick<Call, 'method' | 'url'>): RequestFacts {
    return { method, url: this.endpoint.describe(url), registry: this.endpoint.host };
  }

  /** The error for an answer that breaks the protocol. */
  protocol(
    call: Pick<Call, 'method' | 'url'>,
    { status }: Pick<HttpResponse, 'status'>,
    fault: ProtocolFault,
  ) {
    return new ChartroomError('registry.protocol', {
      ...this.facts(call),
      status,
      ...fault,
    });
  }

  /** Sends a call, again where that may help; a 401 is returned for an answer to it. */
  #attempt(call: Call, grant: Grant | undefined): Promise<HttpResponse> {
    const { expect, tolerate = [], idempotent = isReading(call), signal } = call;
    const authorization = grant && { [this.auth.header]: grant.authorization };
    const once = async () => {
      const facts = this.facts(call);
      const response = await this.#exchange(
        {
          ...call,
          headers: { ...call.headers, ...authorization },
          // A header of the proxy's isn't taken off on the way to another origin.
          redirect: this.endpoint.proxied ? 'error' : 'follow',
        },
        facts,
      );
      this.#checkOrigin(response, call, facts);
      const known = expect.includes(response.status) || response.status === 401;
      if (!known || refusalIn(response.headers)) {
        throw await failureOf(response, facts, grant?.signedIn ?? false);
      }
      if (response.end === 'whole' || tolerate.includes(response.end)) return response;
      if (response.end === 'cut') throw new ChartroomError('registry.unreachable', facts);
      throw this.protocol(call, response, { reason: 'too-long' });
    };
    if (!idempotent) return once();
    return retrying(once, { clock: this.clock, signal });
  }

  async #exchange(call: HttpRequest, facts: RequestFacts): Promise<HttpResponse> {
    const { transport, probe } = this.#options;
    const request = { ...call, headers: { ...call.headers, ...this.endpoint.headers } };
    // This site's own proxy hides no answer from the page. Where such an answer could be read
    // before, CORS isn't what is in the way now.
    const isReadable = this.endpoint.proxied || this.#read.has(kindOf(request));
    const response = await exchange(request, facts, {
      transport,
      probe: isReadable ? undefined : probe && (() => probe(this.#front(facts))),
    });
    this.#read.add(kindOf(request));
    return response;
  }

  /** Where to look whether the server of a request answers at all: a registry at its front. */
  #front({ url }: RequestFacts): string {
    const { origin } = new URL(url);
    return origin === this.endpoint.base ? `${origin}/v2/` : url;
  }

  /**
   * Reading may be redirected: blobs lie in object stores, and are known by their digest. But
   * never to plain http, what changes something is answered by the registry or nobody, and
   * who else wants to know who asks isn't told (GHSA-vh4v-2xq2-g5cg).
   */
  #checkOrigin(response: HttpResponse, call: Call, facts: RequestFacts): void {
    if (response.url === '') return;
    const asked = new URL(call.url);
    const answered = new URL(response.url);
    if (asked.origin === answered.origin) return;
    const downgraded = asked.protocol === 'https:' && answered.protocol !== 'https:';
    if (isReading(call) && !downgraded && response.status !== 401) return;
    throw new ChartroomError('registry.protocol', {
      ...facts,
      status: response.status,
      reason: 'redirected',
      origin: answered.origin,
    });
  }
}

/** What CORS settings tell apart, by and large: the origin and the method. */
function kindOf({ method, url }: HttpRequest): string {
  return `${method} ${new URL(url).origin}`;
}

function isReading({ method }: Pick<Call, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD';
}
