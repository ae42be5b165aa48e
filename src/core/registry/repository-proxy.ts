import { isChartroomError, type ChartroomError } from '../errors.ts';
import { PROXY_HEADERS } from './endpoint.ts';
import type { HttpRequest } from './transport.ts';

/** This site's proxy for chart repositories (nginx.conf, `$repositories`). */
export interface RepositoryProxy {
  /** The prefix of proxied addresses: `<page>/repository`. */
  base: string;
  /** The addresses at and below which it serves indexes and archives. */
  served: readonly string[];
  /** The site wants a sign-in of its own, which the browser sends to the proxy as well. */
  siteSignIn?: boolean | undefined;
}

/** What the proxy asks for; anything else at the same place is refused. */
const SERVED_PATH = /^[A-Za-z0-9_.~=+:@,/%-]*(?:\/index\.yaml|\.tgz(?:\.prov)?)$/;
const INDEX = '/index.yaml';
/** Where github.com redirects to for the files of a release. */
const GITHUB_RELEASES = 'https://release-assets.githubusercontent.com';

/** How `url` is asked for through the proxy; undefined if it doesn't serve that address. */
export function throughProxy(
  url: string,
  { base, served, siteSignIn }: RepositoryProxy,
): Pick<HttpRequest, 'url' | 'headers' | 'credentials' | 'redirect'> | undefined {
  const { protocol, host, origin, pathname, search } = new URL(url);
  const address = origin + pathname;
  const isServed = served.some((place) => address.startsWith(`${place.replace(/\/+$/, '')}/`));
  if (!isServed || !SERVED_PATH.test(pathname)) return undefined;
  return {
    url: `${base}/${protocol.slice(0, -1)}/${host}${pathname}${search}`,
    headers: PROXY_HEADERS,
    credentials: siteSignIn ? 'same-origin' : 'omit',
    // The proxy follows redirects itself: this one isn't the repository's.
    redirect: 'refuse',
  };
}

/**
 * The addresses that the proxy would have to serve for a request that failed: because the page may
 * not read from there itself, or because of a redirect. None if the failure is another one.
 */
export function addressesToServe(error: ChartroomError): string[] {
  if (isChartroomError(error, 'proxy.refused')) {
    const { reason, faults = [] } = error.data;
    const place = faults[0]?.detail;
    return reason === 'redirect' && typeof place === 'string' ? [place] : [];
  }
  if (
    !isChartroomError(error, 'registry.not-allowed') &&
    !isChartroomError(error, 'registry.cors')
  ) {
    return [];
  }
  const { url } = error.data;
  const { origin, hostname, pathname } = new URL(url);
  if (!SERVED_PATH.test(pathname)) return [];
  if (url.endsWith(INDEX)) return [url.slice(0, -INDEX.length)];
  if (hostname !== 'github.com') return [origin];
  return [`${origin}${pathname.split('/', 3).join('/')}`, GITHUB_RELEASES];
}
