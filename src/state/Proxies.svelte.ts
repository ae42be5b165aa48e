import { once } from '../core/once.ts';
import type { RepositoryProxy } from '../core/registry/repository-proxy.ts';
import {
  lastSiteConfig,
  repositoryBase,
  siteConfig,
  siteOnce,
  type SiteConfig,
} from '../platform/site.ts';

/**
 * What this site's operator lets the page reach: registries, chart repositories, pictures; and
 * which registries the person reaches directly.
 */
export class Proxies {
  /** What the site says; until it does, what it said in an earlier visit. */
  #site = $state.raw<SiteConfig | undefined>(lastSiteConfig());
  #direct = $state.raw<readonly string[]>([]);
  readonly #ask: () => Promise<SiteConfig>;

  constructor(ask = once(siteConfig)) {
    this.#ask = ask;
  }

  /**
   * Loads the site's list; no request may be sent to a registry before it is known. The site is
   * asked until it has answered once: meanwhile what it said in an earlier visit holds.
   *
   * @throws `site.unreachable` if there is nothing to go by
   */
  async load(): Promise<void> {
    try {
      this.#site = await this.#ask();
    } catch (error) {
      if (!this.#site) throw error;
    }
  }

  /** The registries that the proxy serves. */
  get hosts(): readonly string[] {
    return this.#site?.proxied ?? [];
  }

  /** The proxy for chart repositories; undefined if the site has none. */
  get repositories(): RepositoryProxy | undefined {
    const served = this.#site?.repositories;
    return served && { base: repositoryBase(), served, siteSignIn: this.siteSignIn };
  }

  /** The origins of pictures that the page may show (`$images` in nginx.conf). */
  get images(): readonly string[] {
    return this.#site?.images ?? [];
  }

  /** Whether the proxy, like the whole site, wants a sign-in that the browser has. */
  get siteSignIn(): boolean {
    return this.#site?.signIn ?? false;
  }

  /** Whether the proxy serves this registry. */
  offers(host: string): boolean {
    return this.hosts.includes(host);
  }

  /**
   * Whether this registry is reached through the proxy: if the proxy serves it and the person
   * hasn't opted out.
   */
  uses(host: string): boolean {
    return this.offers(host) && !this.#direct.includes(host);
  }

  choose(host: string, proxied: boolean): void {
    const others = this.#direct.filter((direct) => direct !== host);
    this.#direct = proxied ? others : [...others, host];
  }
}

export const proxies = new Proxies(siteOnce);
