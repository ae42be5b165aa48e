import type { Endpoint } from './endpoint.ts';
import { isLoopback } from './endpoint.ts';

/** Whether a token server may be sent the credentials for a registry. */
export type RealmTrust =
  /** It is the registry itself, or known to be its token server. */
  | 'trusted'
  /** Only if the person agrees to it by name. */
  | 'ask'
  /** Never, not even a request without credentials. */
  | 'never';

/** Token servers of well-known registries that are on another host, by the registry's API host. */
const TOKEN_SERVERS = new Map([
  ['registry-1.docker.io', 'auth.docker.io'],
  ['registry.gitlab.com', 'gitlab.com'],
]);

/** Addresses of private and link-local networks, cloud metadata among them (RFC 1918, 3927, 4193). */
const PRIVATE_ADDRESS =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|^\[(?:::|f[cd]|fe[89ab])/i;

/**
 * What a challenge's realm is to a registry. A registry, or whoever answers for it, names
 * where tokens are, and so where the password goes: that must not be a choice of theirs
 * (CVE-2026-48978, CVE-2026-33540, CVE-2020-15157). Undefined: it is no address.
 */
export function judgeRealm(
  realm: string,
  endpoint: Endpoint,
): { url: URL; trust: RealmTrust } | undefined {
  const own = new URL(endpoint.address);
  let url: URL;
  try {
    url = new URL(realm, own);
  } catch {
    return undefined;
  }
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return { url, trust: 'never' };
  }
  // A registry behind a TLS terminator may think that it speaks http: it is asked as it is
  // reached, never by less. The path is set, not resolved: resolved, `//other/token` would be
  // another host.
  if (url.host === own.host) {
    own.pathname = url.pathname;
    own.search = url.search;
    return { url: own, trust: 'trusted' };
  }
  if (own.protocol === 'https:' && url.protocol === 'http:') return { url, trust: 'never' };
  if (TOKEN_SERVERS.get(own.host) === url.host) return { url, trust: 'trusted' };
  return { url, trust: isInward(url) && !isInward(own) ? 'never' : 'ask' };
}

/** On this machine or a network behind it, where a registry outside has nothing to point at. */
export function isInward(url: URL): boolean {
  return isLoopback(url.host) || PRIVATE_ADDRESS.test(url.hostname);
}
