import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Listing, ListOptions, TransferOptions } from '../content/target.ts';
import type { Challenge } from '../oci/challenge.ts';
import { digestOf } from '../oci/digest.ts';
import { isRepositoryName } from '../oci/reference.ts';
import { Client, type Call, type ClientOptions } from './client.ts';
import type { Credentials } from './credentials.ts';
import type { Digester } from './download.ts';
import { Endpoint, type RegistryAddress } from './endpoint.ts';
import { pageNames, readPages } from './pages.ts';
import { ReferrersTags } from './referrers-tags.ts';
import { Repository, type Shared } from './repository.ts';
import { CATALOG_SCOPE } from './scopes.ts';
import { Sent } from './sent.ts';
import type { HttpResponse } from './transport.ts';
import { isRegistryFront, isUsualFront } from './web-page.ts';

export interface RegistryOptions extends ClientOptions, RegistryAddress {
  /** Hashes downloads; in place if not given. */
  digest?: Digester | undefined;
}

/** A registry: its address, sign-in, catalog and repositories. */
export class Registry {
  readonly host: string;
  readonly #client: Client;
  readonly #shared: Shared;

  constructor(options: RegistryOptions) {
    const { host, digest = digestOf } = options;
    this.host = host;
    this.#client = new Client(new Endpoint(options), options);
    const referrersTags = new ReferrersTags(digest);
    this.#shared = { client: this.#client, digest, referrersTags, sent: new Sent(), habits: {} };
  }

  /**
   * A repository, with `push` if something is going to be pushed to it, `yielding` for what can
   * wait while the registry is busy. Throws `reference.invalid` for an invalid name, since the name
   * becomes part of addresses.
   */
  repository(name: string, options: { push?: boolean; yielding?: boolean } = {}): Repository {
    if (!isRepositoryName(name)) {
      throw new ChartroomError('reference.invalid', {
        reference: `${this.host}/${name}`,
        reason: 'repository',
      });
    }
    return new Repository(this.#shared, name, options);
  }

  /**
   * Checks anonymously that the address is a registry (distribution-spec, "Determining Support").
   * Returns the ways to sign in that it offers; none if it requires no sign-in.
   */
  async ping({ signal }: TransferOptions = {}): Promise<Challenge[]> {
    const call = { ...this.#support(signal), anonymous: true, expect: [200, 401] };
    const response = await this.#client.send(call);
    await this.#checkFront(call, response);
    return this.#client.auth.challenges(response);
  }

  /**
   * Signs in and checks the credentials with the registry: if it doesn't accept them, this throws
   * and nothing has changed.
   */
  async signIn(credentials: Credentials, { signal }: TransferOptions = {}): Promise<void> {
    const { auth } = this.#client;
    const before = auth.credentials;
    auth.credentials = credentials;
    try {
      const call = { ...this.#support(signal), expect: [200] };
      const response = await this.#client.send(call);
      await this.#checkFront(call, response);
      // zot answers anonymous requests here, but still sends a challenge.
      if (auth.challenges(response).length > 0) await this.#client.answer(call, response);
    } catch (error) {
      auth.credentials = before;
      throw error;
    }
  }

  /** Forgets the credentials and every token obtained with them. */
  signOut(): void {
    this.#client.auth.credentials = undefined;
  }

  get signedIn(): boolean {
    return this.#client.auth.credentials !== undefined;
  }

  /**
   * The names of the repositories. The catalog isn't part of the specification: many registries
   * have none, or restrict it (`registry.refused`, `auth.denied`).
   */
  async catalog(options?: ListOptions): Promise<Listing> {
    const client = this.#client.scoped(CATALOG_SCOPE);
    return readPages(client, '/v2/_catalog', 'repositories', options);
  }

  /** Throws if something else than a registry answers at its address. */
  async #checkFront(
    call: Pick<Call, 'method' | 'url' | 'anonymous' | 'signal'>,
    response: HttpResponse,
  ): Promise<void> {
    const isFront = await isRegistryFront(response);
    if (isFront && ((await isUsualFront(response)) || (await this.#listsTags(call)))) return;
    throw this.#client.protocol(call, response, { reason: 'no-registry' });
  }

  /**
   * Whether the tags of a repository that hardly exists are refused, or listed as tags: a service
   * that gives the same JSON to every request does neither.
   */
  async #listsTags({
    anonymous = false,
    signal,
  }: Pick<Call, 'anonymous' | 'signal'>): Promise<boolean> {
    const url = `${this.#client.endpoint.base}/v2/chartroom-no-such-chart/tags/list`;
    try {
      const call: Call = { method: 'GET', url, anonymous, signal, expect: [200] };
      return (await pageNames(await this.#client.send(call), 'tags')) !== undefined;
    } catch (error) {
      if (isChartroomError(error, 'aborted') || isChartroomError(error, 'registry.protocol')) {
        throw error;
      }
      return true;
    }
  }

  #support(signal: AbortSignal | undefined) {
    const url = `${this.#client.endpoint.base}/v2/`;
    return { method: 'GET', url, signal } as const;
  }
}
