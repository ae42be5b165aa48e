import { proxiedRegistries } from '../platform/site.ts';

/** Which registries this site's proxy serves, and which of them the person reaches directly. */
export class Proxies {
  #offered = $state.raw<readonly string[]>([]);
  #direct = $state.raw<readonly string[]>([]);
  #loaded: Promise<void> | undefined;

  /** Loads the site's list once; no request may be sent to a registry before it is known. */
  load(): Promise<void> {
    this.#loaded ??= proxiedRegistries().then((hosts) => {
      this.#offered = hosts;
    });
    return this.#loaded;
  }

  /** The registries that the proxy serves. */
  get hosts(): readonly string[] {
    return this.#offered;
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
