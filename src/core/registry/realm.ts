import type { Endpoint } from './endpoint.ts';
import { isLoopback } from './endpoint.ts';

/** Whether the credentials for a registry may be sent to a token server. */
export type RealmTrust =
  /** The registry itself, or its known token server. */
  | 'trusted'
  /** Only if the person agrees to it by name. */
  | 'ask'
  /** Never; not even requests without credentials are sent. */
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
 * Judges the realm in a registry's challenge. The realm is the address that the password would be
 * sent to, and neither the registry nor an attacker who answers in its place may choose that freely
 * (CVE-2026-48978, CVE-2026-33540, CVE-2020-15157). Undefined if it isn't an address.
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
  // A registry behind a TLS terminator may name itself with http: the realm is requested over the
  // connection that the registry is reached by, which never downgrades it. The path is assigned and
  // not resolved, since `//other/token` would resolve to another host.
  if (url.host === own.host) {
    own.pathname = url.pathname;
    own.search = url.search;
    return { url: own, trust: 'trusted' };
  }
  if (own.protocol === 'https:' && url.protocol === 'http:') return { url, trust: 'never' };
  if (TOKEN_SERVERS.get(own.host) === url.host) return { url, trust: 'trusted' };
  return { url, trust: isInward(url) && !isInward(own) ? 'never' : 'ask' };
}

/**
 * Whether a URL is on this machine or its local network, which a registry elsewhere has no reason
 * to name.
 */
export function isInward(url: URL): boolean {
  return isLoopback(url.host) || PRIVATE_ADDRESS.test(url.hostname);
}
