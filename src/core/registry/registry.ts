import { ChartroomError } from '../errors.ts';
import type { Listing, ListOptions, TransferOptions } from '../content/target.ts';
import type { Challenge } from '../oci/challenge.ts';
import { digestOf } from '../oci/digest.ts';
import { isRepositoryName } from '../oci/reference.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Credentials } from './credentials.ts';
import type { Digester } from './download.ts';
import { Endpoint, type RegistryAddress } from './endpoint.ts';
import { readPages } from './pages.ts';
import { ReferrersTags } from './referrers-tags.ts';
import { Repository, type Shared } from './repository.ts';
import { CATALOG_SCOPE } from './scopes.ts';

export interface RegistryOptions extends ClientOptions, RegistryAddress {
  /** Hashes what arrives; in place if not given. */
  digest?: Digester | undefined;
}

/** A registry: its address, its sign-in, its catalog, and the repositories in it. */
export class Registry {
  readonly host: string;
  readonly #client: Client;
  readonly #shared: Shared;

  constructor(options: RegistryOptions) {
    const { host, digest = digestOf } = options;
    this.host = host;
    this.#client = new Client(new Endpoint(options), options);
    this.#shared = { client: this.#client, digest, referrersTags: new ReferrersTags(digest) };
  }

  /**
   * A repository; with `push` if something is going to be pushed to it. Throws
   * `reference.invalid` for what is no repository name: it becomes part of addresses.
   */
  repository(name: string, options: { push?: boolean } = {}): Repository {
    if (!isRepositoryName(name)) {
      throw new ChartroomError('reference.invalid', {
        reference: `${this.host}/${name}`,
        reason: 'repository',
      });
    }
    return new Repository(this.#shared, name, options);
  }

  /**
   * Asks the registry whether it is one (distribution-spec, "Determining Support"), as nobody
   * in particular. The ways to sign in that it offers; none if it asks for no such thing.
   */
  async ping({ signal }: TransferOptions = {}): Promise<Challenge[]> {
    const response = await this.#client.send({
      ...this.#support(signal),
      anonymous: true,
      expect: [200, 401],
    });
    return this.#client.auth.challenges(response);
  }

  /**
   * Signs in, and finds out whether the registry accepts it: `auth.denied` if not, and then
   * nothing has changed.
   */
  async signIn(credentials: Credentials, { signal }: TransferOptions = {}): Promise<void> {
    const { auth } = this.#client;
    const before = auth.credentials;
    auth.credentials = credentials;
    try {
      const call = { ...this.#support(signal), expect: [200] };
      const response = await this.#client.send(call);
      // zot lets everybody in here, and still says how to sign in.
      if (auth.challenges(response).length > 0) await this.#client.answer(call, response);
    } catch (error) {
      auth.credentials = before;
      throw error;
    }
  }

  /** Forgets who was signed in, and every token that came of it. */
  signOut(): void {
    this.#client.auth.credentials = undefined;
  }

  get signedIn(): boolean {
    return this.#client.auth.credentials !== undefined;
  }

  /**
   * The names of the repositories. Not part of the specification: many registries have no
   * such list, or show it to few (`registry.refused`, `auth.denied`).
   */
  async catalog(options?: ListOptions): Promise<Listing> {
    const client = this.#client.scoped(CATALOG_SCOPE);
    return readPages(client, '/v2/_catalog', 'repositories', options);
  }

  #support(signal: AbortSignal | undefined) {
    const url = `${this.#client.endpoint.base}/v2/`;
    return { method: 'GET', url, signal } as const;
  }
}
