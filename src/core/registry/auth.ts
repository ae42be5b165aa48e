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
  /** Sends a request to a token server; throws where no answer comes. */
  send: (request: HttpRequest, facts: RequestFacts) => Promise<HttpResponse>;
  credentials?: Credentials | undefined;
  confirmRealm?: ConfirmRealm | undefined;
}

/** An Authorization for one request, and what to do if it is refused. */
export interface Grant {
  authorization: string;
  /** It says who somebody is, or came of saying so. */
  signedIn: boolean;
  /** Forgets what the grant was made of. */
  refuse(): Promise<void>;
}

/**
 * Signs in to one registry. Nothing is sent before the registry has asked; then its challenge
 * is remembered, and every further request is authorised at once. Credentials go to the
 * registry itself (Basic) or to a token server that `judgeRealm` or the person trusts
 * (Bearer), nowhere else.
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

  /** The header that carries credentials. A proxy's own sign-in keeps the usual one. */
  get header(): string {
    return this.#options.endpoint.proxied ? 'X-Registry-Authorization' : 'Authorization';
  }

  get credentials(): Credentials | undefined {
    return this.#credentials;
  }

  set credentials(credentials: Credentials | undefined) {
    this.#credentials = credentials;
    // What is still on its way for who was here before comes to the old ones.
    this.#tokens = this.#noTokens();
    this.#agreed.clear();
  }

  /** What to send along with a request, as far as the registry has asked for anything. */
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
   * What to answer a refusal with; undefined if there is nothing new to say. The scopes that
   * the challenge names come first: the registry knows best what it wants.
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

  /** The challenges in an answer; a proxy renames the header, which opens the browser's own form. */
  challenges({ headers }: HttpResponse): Challenge[] {
    const { proxied } = this.#options.endpoint;
    return parseChallenges(
      headers.get(proxied ? 'X-Registry-WWW-Authenticate' : 'WWW-Authenticate'),
    );
  }

  /** Bearer before Basic where both are offered: Gitea's Basic is for its web site. */
  #choose(response: HttpResponse): Challenge | undefined {
    const offered = this.challenges(response);
    return (
      offered.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.get('realm')) ??
      offered.find(({ scheme }) => scheme === 'basic')
    );
  }

  async #bearer(challenge: Challenge, wanted: Scope[]): Promise<Grant> {
    const { endpoint, clock } = this.#options;
    // Held from here on: whoever signs in meanwhile hasn't agreed to this realm.
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

  /** The realm as an address, if it may be asked; the person is asked once for a host. */
  async #trusted(
    realm: string,
    facts: RequestFacts,
    credentials: Credentials | undefined,
  ): Promise<URL> {
    const { endpoint, confirmRealm } = this.#options;
    const judged = judgeRealm(realm, endpoint);
    const untrusted = () => new ChartroomError('auth.realm-untrusted', { ...facts, realm });
    if (!judged || judged.trust === 'never') throw untrusted();
    // Without credentials there is nothing to lose: public charts need no question.
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
