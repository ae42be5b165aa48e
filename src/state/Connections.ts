import { signIn } from '../core/actions/sign-in.ts';
import type { ConfirmRealm } from '../core/registry/auth.ts';
import { credentialsOf, type Credentials } from '../core/registry/credentials.ts';
import type { Digester } from '../core/registry/download.ts';
import type { RegistryAddress } from '../core/registry/endpoint.ts';
import type { Registry } from '../core/registry/registry.ts';
import { proxyBase } from '../platform/site.ts';
import type { Identities, Identity } from './Identities.svelte.ts';
import type { Proxies } from './Proxies.svelte.ts';

/** Asks the person whether a sign-in may go to this other host. */
export type AskRealm = (realm: string) => Promise<boolean>;

type Way = 'proxy' | 'direct';

/** Where a registry is reached, and as whom. */
export interface Access extends RegistryAddress {
  proxied: boolean;
  /** Who is signed in there, if anybody is. */
  username: string | undefined;
  credentials: Credentials | undefined;
  /** Whether the person agreed to this token server when they signed in; asks nobody. */
  confirmRealm: ConfirmRealm;
}

/**
 * The registries this page speaks to: one object for each, so that what a registry asked for
 * and the tokens it gave are known to everything that uses it.
 */
export class Connections {
  readonly #identities: Identities;
  readonly #proxies: Proxies;
  readonly #digest: Digester;
  /** By host, and by the way it is reached. */
  readonly #open = new Map<string, Map<Way, Promise<Registry>>>();
  /** Whom to ask, while somebody signs in to a host. */
  readonly #asking = new Map<string, AskRealm>();

  constructor(identities: Identities, proxies: Proxies, digest: Digester) {
    this.#identities = identities;
    this.#proxies = proxies;
    this.#digest = digest;
  }

  /** Fetches the code that speaks to registries, for later: there may be no network then. */
  prepare(): void {
    // What doesn't load now is asked for again, and told, when it is needed.
    loadClient().catch(() => undefined);
  }

  /** How a registry is reached now: by the way that the person chose, and signed in as they are. */
  async access(host: string): Promise<Access> {
    await this.#proxies.load();
    const proxied = this.#proxies.uses(host);
    const identity = this.#identities.get(host);
    return {
      host,
      base: proxied ? proxyBase(host) : undefined,
      proxied,
      username: identity?.username,
      credentials: identity && credentialsOf(identity.username, identity.password),
      confirmRealm: async ({ realm }) => this.#identities.get(host)?.realm === realm,
    };
  }

  async registry(host: string): Promise<Registry> {
    const access = await this.access(host);
    const way = wayOf(access);
    const open = this.#open.get(host) ?? new Map<Way, Promise<Registry>>();
    this.#open.set(host, open);
    const registry = open.get(way) ?? this.#connect(access);
    open.set(way, registry);
    // Code that didn't load may load the next time.
    registry.catch(() => open.delete(way));
    return registry;
  }

  /** Signs in, or throws and leaves all as it was. `ask` is asked about a foreign token server. */
  async signIn(host: string, identity: Omit<Identity, 'realm'>, ask: AskRealm): Promise<void> {
    // Who agreed to a token server needn't again, as whoever they sign in.
    let agreed = this.#identities.get(host)?.realm;
    const way = wayOf(await this.access(host));
    const registry = await this.registry(host);
    this.#asking.set(host, async (realm) => {
      const may = await ask(realm);
      if (may) agreed = realm;
      return may;
    });
    try {
      await signIn(registry, credentialsOf(identity.username, identity.password));
    } finally {
      this.#asking.delete(host);
    }
    await this.#close(host, way);
    this.#identities.set(host, { ...identity, realm: agreed });
  }

  /** Forgets who the person is there, and every token that came of it. */
  async signOut(host: string): Promise<void> {
    this.#identities.forget(host);
    await this.#close(host);
  }

  /** Ends what was signed in to a host, but for one way. */
  async #close(host: string, but?: Way): Promise<void> {
    for (const [way, registry] of this.#open.get(host) ?? []) {
      if (way === but) continue;
      this.#open.get(host)?.delete(way);
      (await registry).signOut();
    }
  }

  async #connect({ confirmRealm, ...access }: Access): Promise<Registry> {
    const [{ Registry }, { browserTransport, probe }] = await loadClient();
    return new Registry({
      ...access,
      transport: browserTransport,
      probe,
      digest: this.#digest,
      confirmRealm: async (question) =>
        (await confirmRealm(question)) ||
        ((await this.#asking.get(access.host)?.(question.realm)) ?? false),
    });
  }
}

function wayOf({ proxied }: Access): Way {
  return proxied ? 'proxy' : 'direct';
}

function loadClient() {
  return Promise.all([import('../core/registry/registry.ts'), import('../platform/transport.ts')]);
}
