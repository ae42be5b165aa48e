import { ChartroomError, type RequestFacts } from '../errors.ts';
import { parseChallenges, type Challenge } from '../oci/challenge.ts';
import type { Clock } from './clock.ts';
import { basicAuthorization, type Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { judgeRealm } from './realm.ts';
import { retrying } from './retry.ts';
import { mergeScopes, parseScopes, type Scope } from './scopes.ts';
import { requestToken } from './token-request.ts';
import { TokenCache } from './tokens.ts';
import type { HttpRequest, HttpResponse } from './transport.ts';

/** Asks the person whether a registry's credentials may go to this host. */
export type ConfirmRealm = (question: { registry: string; realm: string }) => Promise<boolean>;

export interface AuthOptions {
  endpoint: Endpoint;
  clock: Clock;
  /** Sends a request to a token server; throws if no response arrives. */
  send: (request: HttpRequest, facts: RequestFacts) => Promise<HttpResponse>;
  credentials?: Credentials | undefined;
  confirmRealm?: ConfirmRealm | undefined;
}

/** An Authorization header for one request, and the way to report that it was refused. */
export interface Grant {
  authorization: string;
  /** It contains credentials, or was obtained with them. */
  signedIn: boolean;
  /** Discards the token that was refused. */
  refuse(): Promise<void>;
}

/**
 * Signs in to one registry. No credentials are sent before the registry's first challenge, which is
 * remembered, so that every further request is authorised at once. Credentials are sent only to the
 * registry itself (Basic) or to a token server that `judgeRealm` or the person trusts (Bearer).
 */
export class Auth {
  readonly #options: AuthOptions;
  #tokens: TokenCache;
  readonly #agreed = new Map<string, Promise<boolean>>();
  #credentials: Credentials | undefined;
  #challenge: Challenge | undefined;

  constructor(options: AuthOptions) {
    this.#options = options;
    this.#credentials = options.credentials;
    this.#tokens = this.#noTokens();
  }

  /**
   * The header for the registry's credentials. With a proxy it isn't `Authorization`, which the
   * proxy's own sign-in uses.
   */
  get header(): string {
    return this.#options.endpoint.proxied ? 'X-Registry-Authorization' : 'Authorization';
  }

  get credentials(): Credentials | undefined {
    return this.#credentials;
  }

  set credentials(credentials: Credentials | undefined) {
    this.#credentials = credentials;
    // Token requests made for the previous credentials may still be running: their tokens go into
    // the old cache.
    this.#tokens = this.#noTokens();
    this.#agreed.clear();
  }

  /** The authorisation for a request; undefined if the registry hasn't sent a challenge yet. */
  async grant(scopes: Scope[]): Promise<Grant | undefined> {
    const challenge = this.#challenge;
    if (challenge?.scheme === 'basic' && this.#credentials) {
      return {
        authorization: basicAuthorization(this.#credentials),
        signedIn: true,
        refuse: async () => {},
      };
    }
    return challenge?.scheme === 'bearer' ? this.#bearer(challenge, scopes) : undefined;
  }

  /**
   * The authorisation for a second try after a refusal; undefined if it would be the refused one.
   * The scopes in the challenge come first, since the registry knows best what it requires.
   */
  async answer(
    response: HttpResponse,
    scopes: Scope[],
    refused: Grant | undefined,
  ): Promise<Grant | undefined> {
    const challenge = this.#choose(response);
    if (!challenge) return undefined;
    this.#challenge = challenge;
    await refused?.refuse();
    const demanded = parseScopes(challenge.parameters.get('scope'));
    const grant = await this.grant(mergeScopes(demanded, scopes));
    return grant?.authorization === refused?.authorization ? undefined : grant;
  }

  /**
   * The challenges in a response. A proxy renames their header, since the original would make the
   * browser open its own sign-in form.
   */
  challenges({ headers }: HttpResponse): Challenge[] {
    const { proxied } = this.#options.endpoint;
    return parseChallenges(
      headers.get(proxied ? 'X-Registry-WWW-Authenticate' : 'WWW-Authenticate'),
    );
  }

  /** Prefers Bearer if both are offered: Gitea's Basic challenge is for its web site. */
  #choose(response: HttpResponse): Challenge | undefined {
    const offered = this.challenges(response);
    return (
      offered.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.get('realm')) ??
      offered.find(({ scheme }) => scheme === 'basic')
    );
  }

  async #bearer(challenge: Challenge, wanted: Scope[]): Promise<Grant> {
    const { endpoint, clock } = this.#options;
    // Kept for the whole request: if another person signs in meanwhile, they haven't agreed to this
    // realm.
    const [credentials, tokens] = [this.#credentials, this.#tokens];
    const scopes = mergeScopes(wanted);
    const realm = challenge.parameters.get('realm') ?? '';
    const service = challenge.parameters.get('service');
    const facts = { method: 'GET', url: realm.split('?', 1)[0] ?? realm, registry: endpoint.host };
    const url = await this.#trusted(realm, facts, credentials);
    const query = {
      url: endpoint.route(url),
      service,
      scopes,
      credentials,
      header: this.header,
      facts: { ...facts, url: url.origin + url.pathname },
    };
    const key = JSON.stringify([url.href, service, scopes]);
    const token = await tokens.get(key, () =>
      retrying(() => requestToken(query, (request) => this.#options.send(request, query.facts)), {
        clock,
      }),
    );
    return {
      authorization: `Bearer ${token}`,
      signedIn: credentials !== undefined,
      refuse: () => tokens.drop(key, token),
    };
  }

  /** The realm's address, if requests may be sent to it. The person is asked once for each host. */
  async #trusted(
    realm: string,
    facts: RequestFacts,
    credentials: Credentials | undefined,
  ): Promise<URL> {
    const { endpoint, confirmRealm } = this.#options;
    const judged = judgeRealm(realm, endpoint);
    const untrusted = () => new ChartroomError('auth.realm-untrusted', { ...facts, realm });
    if (!judged || judged.trust === 'never') throw untrusted();
    // Without credentials there is no risk, so public charts need no confirmation.
    if (judged.trust === 'trusted' || !credentials) return judged.url;
    const { host } = judged.url;
    const question = { registry: endpoint.host, realm: host };
    const agreed = this.#agreed.get(host) ?? confirmRealm?.(question) ?? Promise.resolve(false);
    this.#agreed.set(host, agreed);
    if (!(await agreed)) throw untrusted();
    return judged.url;
  }

  #noTokens(): TokenCache {
    return new TokenCache(() => this.#options.clock.now());
  }
}
