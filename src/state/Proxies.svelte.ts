import { siteConfig } from '../platform/site.ts';

/** Which registries this site's proxy serves, and which of them the person reaches directly. */
export class Proxies {
  #offered = $state.raw<readonly string[]>([]);
  #direct = $state.raw<readonly string[]>([]);
  #loaded: Promise<void> | undefined;
  #siteSignIn = false;

  /** Loads the site's list once; no request may be sent to a registry before it is known. */
  load(): Promise<void> {
    this.#loaded ??= siteConfig().then(({ proxied, signIn }) => {
      this.#offered = proxied;
      this.#siteSignIn = signIn;
    });
    return this.#loaded;
  }

  /** The registries that the proxy serves. */
  get hosts(): readonly string[] {
    return this.#offered;
  }

  /** Whether the proxy, like the whole site, wants a sign-in that the browser has. */
  get siteSignIn(): boolean {
    return this.#siteSignIn;
  }

  /** Whether the proxy serves this registry. */
  offers(host: string): boolean {
    return this.#offered.includes(host);
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

export const proxies = new Proxies();
