import { abortable } from '../abortable.ts';
import { ChartroomError, type ProtocolFault, type RequestFacts } from '../errors.ts';
import { Auth, type ConfirmRealm, type Grant } from './auth.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { exchange, type Probe } from './exchange.ts';
import { cutShort, failureOf, proxyFailureOf } from './failure.ts';
import { retrying } from './retry.ts';
import type { Scope } from './scopes.ts';
import { isWebPage } from './web-page.ts';
import {
  isRedirect,
  type AnswerEnd,
  type HttpRequest,
  type HttpResponse,
  type Transport,
} from './transport.ts';

/** A request to a registry; `url` is the full address that it is sent to. */
export interface Call extends Omit<HttpRequest, 'redirect'> {
  /** Statuses that the caller handles; any other is an error. */
  expect: number[];
  /** Incomplete responses that the caller handles. */
  tolerate?: AnswerEnd[];
  /** Sent without credentials, to a host other than the registry. */
  anonymous?: boolean;
  /** The body is content that is verified by its digest: it may be a web page. */
  anyContent?: boolean;
  /** May be repeated after a temporary failure; requests that only read always may. */
  idempotent?: boolean;
  /** CORS may hide this response though others to such requests could be read: a 404, often. */
  mayBeHidden?: boolean | undefined;
}

type Exchanged = HttpRequest & Pick<Call, 'anyContent' | 'mayBeHidden'>;

export interface ClientOptions {
  transport: Transport;
  probe?: Probe | undefined;
  credentials?: Credentials | undefined;
  confirmRealm?: ConfirmRealm | undefined;
  clock?: Clock | undefined;
  /** Where the registry asks for a pause, nothing is repeated (`RetryOptions`). */
  yielding?: boolean | undefined;
}

/**
 * Sends requests to one registry: with its sign-in, repeated after temporary failures, and with
 * failures turned into errors of the closed list.
 */
export class Client {
  readonly endpoint: Endpoint;
  readonly auth: Auth;
  readonly clock: Clock;
  readonly #options: ClientOptions;
  readonly #scopes: Scope[];
  /** The kinds of requests whose responses could be read; shared by all clients of a registry. */
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
        // What comes is judged by who asks for a token, not as a registry's response.
        send: (request, facts) => this.#exchange({ ...request, anyContent: true }, facts),
      });
  }

  /** A client whose tokens must cover these scopes; everything else is shared. */
  scoped(...scopes: Scope[]): Client {
    const { auth } = this;
    return new Client(this.endpoint, this.#options, scopes, { auth, read: this.#read });
  }

  /** A client for what isn't worth a registry's effort while it is busy; all else is shared. */
  yielding(): Client {
    const options = { ...this.#options, yielding: true };
    return new Client(this.endpoint, options, this.#scopes, { auth: this.auth, read: this.#read });
  }

  /** The complete response, with one of the expected statuses. */
  async send(call: Call): Promise<HttpResponse> {
    const granting = call.anonymous ? undefined : this.auth.grant(this.#scopes);
    const grant = granting && (await abortable(granting, call.signal));
    const response = await this.#attempt(call, grant);
    if (response.status !== 401 || call.expect.includes(401)) return response;
    return this.answer(call, response, grant);
  }

  /** Repeats a call once, authorised as the challenge in its response asks. */
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

  /** The error for a response that violates the protocol. */
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

  /**
   * Sends a call, repeatedly if failures may be temporary. A 401 is returned, so that its challenge
   * can be answered.
   */
  #attempt(call: Call, grant: Grant | undefined): Promise<HttpResponse> {
    const { expect, tolerate = [], idempotent = isReading(call), signal } = call;
    const authorization = grant && { [this.auth.header]: grant.authorization };
    const once = async () => {
      const facts = this.facts(call);
      const response = await this.#exchange(
        { ...call, headers: { ...call.headers, ...authorization } },
        facts,
      );
      this.#checkOrigin(response, call, facts);
      const known = expect.includes(response.status) || response.status === 401;
      if (!known) throw await failureOf(response, facts, grant?.signedIn ?? false);
      if (response.end === 'whole' || tolerate.includes(response.end)) return response;
      if (response.end === 'cut') throw cutShort(response, facts);
      throw this.protocol(call, response, { reason: 'too-long' });
    };
    if (!idempotent) return once();
    const { yielding } = this.#options;
    return retrying(once, { clock: this.clock, signal, yielding });
  }

  async #exchange(call: Exchanged, facts: RequestFacts): Promise<HttpResponse> {
    const { transport, probe } = this.#options;
    const request = this.endpoint.sent(call);
    // The page can read every response of this site's own proxy, and if it could read one to such a
    // request before, CORS isn't the obstacle now. So there is no need to probe.
    const { proxied } = this.endpoint;
    const isReadable = proxied || (!call.mayBeHidden && this.#read.has(kindOf(request)));
    const response = await exchange(request, facts, {
      transport,
      proxied,
      probe: isReadable ? undefined : probe && (() => probe(this.#front(facts))),
    });
    const isPage = !call.anyContent && (await isWebPage(response));
    const refusal = proxied && (await proxyFailureOf(response, facts, isPage));
    if (refusal) throw refusal;
    const { status } = response;
    if (isPage || isRedirect(response)) {
      const reason = isPage ? 'no-registry' : 'redirected';
      throw new ChartroomError('registry.protocol', { ...facts, status, reason });
    }
    this.#read.add(kindOf(request));
    return response;
  }

  /** The address that shows whether a request's server answers at all: `/v2/` for a registry. */
  #front({ url }: RequestFacts): string {
    const { origin } = new URL(url);
    return origin === this.endpoint.base ? `${origin}/v2/` : url;
  }

  /**
   * Refuses redirects to another origin, unless the request only reads: blobs may be in object
   * stores, and are verified by their digest. Even then a redirect from https to http is refused,
   * and so is a 401 from another origin, since its challenge must not be answered with the
   * registry's credentials (GHSA-vh4v-2xq2-g5cg).
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

/** Headers that need no permission in the values used here (Fetch, "CORS-safelisted request-header"). */
const SAFE_HEADERS = new Set(['Accept', 'Range']);

/**
 * The kind of a request as CORS settings distinguish it: by origin, method and the names of headers
 * that need permission.
 */
function kindOf({ method, url, headers = {} }: HttpRequest): string {
  const names = Object.keys(headers).filter((name) => !SAFE_HEADERS.has(name));
  return [new URL(url).origin, method, ...names.sort()].join(' ');
}

function isReading({ method }: Pick<Call, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD';
}
