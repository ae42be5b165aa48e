import { isRegistryHost } from '../core/oci/reference.ts';
import { isRecord } from '../core/json.ts';

/**
 * The registries that this site's proxy serves, from `config.json` beside the page. A plain static
 * host has no such file, or answers every path with its page: then there are none.
 */
export async function proxiedRegistries(): Promise<string[]> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), {
      cache: 'no-cache',
      credentials: 'same-origin',
    });
    const config: unknown = response.ok ? await response.json() : undefined;
    const listed = isRecord(config) ? config['proxied'] : undefined;
    if (!Array.isArray(listed)) return [];
    return listed.filter((host) => typeof host === 'string' && isRegistryHost(host));
  } catch {
    return [];
  }
}

/** The proxy's address for a registry: `<page>/registry/<host>`. */
export function proxyBase(host: string): string {
  return new URL(`registry/${host}`, document.baseURI).href;
}
