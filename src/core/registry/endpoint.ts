import type { HttpRequest } from './transport.ts';

/** An address from a response for the next request, and whether credentials may be sent there. */
export interface Destination {
  url: string;
  /** It is the registry itself, so credentials may be sent. */
  own: boolean;
}

/** The host of Docker Hub's API; `docker.io` itself only redirects to a web site. */
const DOCKER_HUB_API = 'registry-1.docker.io';
const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', DOCKER_HUB_API]);
/**
 * The header that this site's proxy requires with every request: no link, form or element can send
 * it, and no script of another origin without a preflight (Fetch, "CORS-safelisted
 * request-header").
 */
export const PROXY_HEADERS = { 'X-Chartroom': '1' };
/** This machine by its own names and addresses. */
const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/**
 * Browsers resolve every name below `localhost` to this machine (RFC 6761, 6.3; Secure Contexts,
 * 3.1), for instance `k3d-registry.localhost`. By such a name a server may serve something else.
 */
const BELOW_LOCALHOST = /\.localhost$/;

/** The host that serves a registry's API: the host in references, except for Docker Hub. */
export function apiHost(host: string): string {
  return DOCKER_HUB.has(host) ? DOCKER_HUB_API : host;
}

/** The address of a registry: plain http on this machine, otherwise https, as in Docker. */
export function directBase(host: string): string {
  return `${isPlainHttp(host) ? 'http' : 'https'}://${apiHost(host)}`;
}

/**
 * The registry that a host in a reference means, in one spelling: without the port that it has
 * anyway, Docker Hub under one of its names, and this machine under one of its own.
 */
export function registryMeantBy(host: string): string {
  const base = directBase(host);
  if (!URL.canParse(base)) return host;
  const { host: spelled, hostname, port } = new URL(base);
  if (THIS_MACHINE.test(hostname)) return port === '' ? 'localhost' : `localhost:${port}`;
  return apiHost(spelled);
}

/** Whether a registry is reached without TLS. */
export function isPlainHttp(host: string): boolean {
  return isLoopback(apiHost(host));
}

/** Whether `host[:port]` is a loopback name or address. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return THIS_MACHINE.test(name) || BELOW_LOCALHOST.test(name);
}

/** A registry and the address that it is reached at. */
export interface RegistryAddress {
  /** The host in references: `host[:port]`. */
  host: string;
  /** The prefix of request addresses; by default the registry's own address. */
  base?: string | undefined;
  /** `base` is a path of this site's proxy. */
  proxied?: boolean;
  /** The site wants a sign-in of its own, which the browser sends to the proxy as well. */
  siteSignIn?: boolean | undefined;
}

/**
 * How a registry is reached: directly, or through this site's proxy, which serves every
 * registry it allows below one path, `/registry/<host>/…`.
 */
export class Endpoint {
  /** The registry's host in references. */
  readonly host: string;
  /** The prefix of request addresses: `https://host`, or `<page>/registry/host`. */
  readonly base: string;
  readonly proxied: boolean;
  /** Whether the browser adds its credentials for this site: never for a registry's own address. */
  readonly credentials: 'omit' | 'same-origin';
  /** The registry's own address, even if it is reached through the proxy. */
  readonly address: string;

  constructor({ host, base = directBase(host), proxied = false, siteSignIn }: RegistryAddress) {
    this.host = host;
    this.base = base.replace(/\/+$/, '');
    this.proxied = proxied;
    this.credentials = proxied && siteSignIn ? 'same-origin' : 'omit';
    this.address = proxied ? directBase(host) : this.base;
  }

  /**
   * Headers for every request. There are none without the proxy, since registries would have to
   * allow them (CORS).
   */
  get headers(): Record<string, string> {
    return this.proxied ? PROXY_HEADERS : {};
  }

  /**
   * A request to the registry as it goes out. Through the proxy no redirect is followed: browsers
   * don't strip the proxy's own credentials header when they follow one to another origin.
   */
  sent<R extends HttpRequest>(request: R): R & HttpRequest {
    return {
      redirect: this.proxied ? 'refuse' : 'follow',
      ...request,
      headers: { ...request.headers, ...this.headers },
      credentials: this.credentials,
    };
  }

  /** The prefix of proxied requests to any host, including the last `/`. */
  get #prefix(): string {
    return this.base.slice(0, this.base.lastIndexOf('/') + 1);
  }

  /**
   * The address that a request means, without its query, to be shown to people: the registry's own,
   * or that of another host that was asked on its behalf; never the proxy's.
   */
  describe(url: string): string {
    const plain = url.split(/[?#]/, 1)[0] ?? url;
    if (!this.proxied) return plain;
    if (plain.startsWith(`${this.base}/`)) return this.address + plain.slice(this.base.length);
    const [, host, path = ''] = /^([^/]+)(.*)$/.exec(plain.slice(this.#prefix.length)) ?? [];
    return plain.startsWith(this.#prefix) && host ? directBase(host) + path : plain;
  }

  /**
   * The address that requests for `url`, on any host, are sent to: through the proxy if there is
   * one.
   */
  route(url: URL): string {
    return this.proxied ? `${this.#prefix}${url.host}${url.pathname}${url.search}` : url.href;
  }

  /**
   * Resolves a Location (RFC 9110, 10.2.2) against the request that it answers; undefined if
   * nothing may be sent there. Registries behind other servers often give themselves a wrong
   * address: another scheme, no port, or the other scheme's port. An address that means the
   * registry is replaced by the one that it is reached at, which also undoes a downgrade to http.
   * Any other host is foreign (CVE-2026-50151): it never gets credentials, and with a proxy it gets
   * requests only if the operator allows it.
   */
  locate(location: string, from: string): Destination | undefined {
    let url: URL;
    try {
      url = new URL(location, from);
    } catch {
      return undefined;
    }
    if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
      return undefined;
    }
    const tail = url.pathname + url.search;
    if (!this.proxied) return this.#names(url) ? this.#own(tail) : undefined;
    if (url.origin !== new URL(this.base).origin) {
      return this.#names(url) ? this.#own(tail) : { url: this.route(url), own: false };
    }
    // An address that the proxy rewrote, or a path of the registry that it left unchanged.
    const rewritten = this.#rewritten(url);
    if (rewritten === undefined) return this.#own(tail);
    return { url: rewritten, own: rewritten.startsWith(`${this.base}/`) };
  }

  /**
   * The registry address that an address of this site stands for; undefined if it isn't one of the
   * proxy's. If the page is served below a path by another proxy in front, this proxy doesn't know
   * that path.
   */
  #rewritten(url: URL): string | undefined {
    if (url.href.startsWith(this.#prefix)) return url.href;
    const place = this.#prefix.slice(this.#prefix.lastIndexOf('/', this.#prefix.length - 2));
    if (!url.pathname.startsWith(place)) return undefined;
    return this.#prefix + url.pathname.slice(place.length) + url.search;
  }

  #own(tail: string): Destination {
    return { url: this.base + tail, own: true };
  }

  /**
   * Whether `url` names the registry's host, apart from differences that a proxy in front of it may
   * cause.
   */
  #names(url: URL): boolean {
    const own = new URL(this.address);
    return url.hostname === own.hostname && (url.port === '' || portOf(url) === portOf(own));
  }
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
