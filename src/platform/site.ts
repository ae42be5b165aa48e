import { isRegistryHost } from '../core/oci/reference.ts';
import { isRecord } from '../core/json.ts';

/** What the operator of this site says of it, in the block of nginx.conf. */
export interface SiteConfig {
  /** The registries that the site's proxy serves. */
  proxied: string[];
  /** A sign-in stands in front of the site: a password, or another server's cookie. */
  signIn: boolean;
}

const NOTHING: SiteConfig = { proxied: [], signIn: false };

/**
 * The content of `config.json` beside the page. A plain static host has no such file, or answers
 * every path with its page: then there is no proxy.
 */
export async function siteConfig(): Promise<SiteConfig> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), {
      cache: 'no-cache',
      credentials: 'same-origin',
    });
    const config: unknown = response.ok ? await response.json() : undefined;
    if (!isRecord(config) || !Array.isArray(config['proxied'])) return NOTHING;
    const hosts: unknown[] = config['proxied'];
    const proxied = hosts.filter((host) => typeof host === 'string').filter(isRegistryHost);
    return { proxied, signIn: config['signIn'] === true };
  } catch {
    return NOTHING;
  }
}

/** The proxy's address for a registry: `<page>/registry/<host>`. */
export function proxyBase(host: string): string {
  return new URL(`registry/${host}`, document.baseURI).href;
}
