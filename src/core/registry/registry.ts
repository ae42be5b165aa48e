import { ChartroomError } from '../errors.ts';
import { digestOf } from '../oci/digest.ts';
import { isRepositoryName } from '../oci/reference.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Digester } from './download.ts';
import { directBase, Endpoint } from './endpoint.ts';
import { readPages, type PagesOptions } from './pages.ts';
import { Repository } from './repository.ts';

export interface RegistryOptions extends ClientOptions {
  /** As references name it: `host[:port]`. */
  host: string;
  /** What requests start with; the registry's own address if not given. */
  base?: string;
  /** `base` is a path of this site's proxy. */
  proxied?: boolean;
  /** Hashes what arrives; in place if not given. */
  digest?: Digester;
}

/** A registry: its address, its sign-in, its catalog, and the repositories in it. */
export class Registry {
  readonly host: string;
  readonly #client: Client;
  readonly #digest: Digester;

  constructor(options: RegistryOptions) {
    const { host, base = directBase(host), proxied = false, digest = digestOf } = options;
    this.host = host;
    this.#client = new Client(new Endpoint(host, base, proxied), options);
    this.#digest = digest;
  }

  /** Throws `reference.invalid` for what is no repository name: it becomes part of addresses. */
  repository(name: string): Repository {
    if (!isRepositoryName(name)) {
      throw new ChartroomError('reference.invalid', {
        reference: `${this.host}/${name}`,
        reason: 'repository',
      });
    }
    return new Repository(this.#client, name, this.#digest);
  }

  /** Asks the registry whether it is one (distribution-spec, "Determining Support"). */
  async ping({ signal }: PagesOptions = {}): Promise<void> {
    const url = `${this.#client.endpoint.base}/v2/`;
    await this.#client.send({ method: 'GET', url, expect: [200], ...(signal && { signal }) });
  }

  /**
   * The names of the repositories. Not part of the specification: many registries have no
   * such list, or show it to few (`registry.refused`, `auth.denied`).
   */
  async catalog(options?: PagesOptions): Promise<string[]> {
    return readPages(this.#client, '/v2/_catalog', 'repositories', options);
  }
}
