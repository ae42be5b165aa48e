import { signIn } from '../core/actions/sign-in.ts';
import type { ConfirmRealm } from '../core/registry/auth.ts';
import { credentialsOf, type Credentials } from '../core/registry/credentials.ts';
import type { Digester } from '../core/registry/download.ts';
import type { RegistryAddress } from '../core/registry/endpoint.ts';
import type { Registry } from '../core/registry/registry.ts';
import { once } from '../core/once.ts';
import { addressOf } from '../platform/site.ts';
import { readTab, writeTab } from '../platform/tab.ts';
import type { Identities, Identity } from './Identities.svelte.ts';
import type { Proxies } from './Proxies.svelte.ts';

/** Asks the person whether a sign-in may go to this other host. */
export type AskRealm = (realm: string) => Promise<boolean>;

type Way = 'proxy' | 'direct';

const ASKED = 'asked';

/** The address that a registry is reached at, and the sign-in there. */
export interface Access extends RegistryAddress {
  proxied: boolean;
  /** The user name that is signed in there, if any. */
  username: string | undefined;
  credentials: Credentials | undefined;
  /** Whether the person agreed to this token server when they signed in; doesn't ask again. */
  confirmRealm: ConfirmRealm;
}

/**
 * The registries that this page talks to: one object for each, so that everything that uses a
 * registry shares its challenge and tokens.
 */
export class Connections {
  readonly #identities: Identities;
  readonly #proxies: Proxies;
  readonly #digest: Digester;
  /** By host and by way (directly or through the proxy). */
  readonly #open = new Map<string, Map<Way, Promise<Registry>>>();
  /** The hosts that this tab has talked to, before a reload as well. */
  readonly #asked = new Set((readTab(ASKED) ?? '').split(' '));
  /** The question about a token server, by host, while a sign-in is under way. */
  readonly #asking = new Map<string, AskRealm>();

  constructor(identities: Identities, proxies: Proxies, digest: Digester) {
    this.#identities = identities;
    this.#proxies = proxies;
    this.#digest = digest;
  }

  /** Loads the code of the registry client in advance, because there may be no network later. */
  prepare(): void {
    // If it fails now, it is loaded again when it is needed, and a failure is reported then.
    loadClient().catch(() => undefined);
  }

  /**
   * Whether a registry may be asked before the person says so: this tab has talked to it already,
   * or this site proxies it.
   */
  knows(host: string): boolean {
    return this.#asked.has(host) || this.#proxies.offers(host);
  }

  /** How a registry is reached now: by the way that the person chose, with their sign-in. */
  async access(host: string): Promise<Access> {
    await this.#proxies.load();
    const proxied = this.#proxies.uses(host);
    const identity = this.#identities.get(host);
    return {
      ...addressOf(host, proxied, this.#proxies.siteSignIn),
      username: identity?.username,
      credentials: identity && credentialsOf(identity.username, identity.password),
      confirmRealm: async ({ realm }) => this.#identities.get(host)?.realm === realm,
    };
  }

  async registry(host: string): Promise<Registry> {
    const access = await this.access(host);
    this.#note(host);
    const way = wayOf(access);
    const open = this.#open.get(host) ?? new Map<Way, Promise<Registry>>();
    this.#open.set(host, open);
    const registry = open.get(way) ?? this.#connect(access);
    open.set(way, registry);
    // After a failure to load code the next call tries again.
    registry.catch(() => open.delete(way));
    return registry;
  }

  /**
   * Signs in, or throws and changes nothing. `ask` is called to confirm a token server on another
   * host.
   */
  async signIn(host: string, identity: Omit<Identity, 'realm'>, ask: AskRealm): Promise<void> {
    // A token server that the person agreed to needn't be confirmed again, even for another user
    // name.
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

  /** Forgets the person's credentials there, and every token obtained with them. */
  async signOut(host: string): Promise<void> {
    this.#identities.forget(host);
    await this.#close(host);
  }

  /** Signs out of a host, except for the connection by one way. */
  async #close(host: string, but?: Way): Promise<void> {
    for (const [way, registry] of this.#open.get(host) ?? []) {
      if (way === but) continue;
      this.#open.get(host)?.delete(way);
      (await registry).signOut();
    }
  }

  #note(host: string): void {
    if (this.#asked.has(host)) return;
    this.#asked.add(host);
    writeTab(ASKED, [...this.#asked].join(' ').trim());
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

const loadClient = once(() =>
  Promise.all([import('../core/registry/registry.ts'), import('../platform/transport.ts')]),
);
