/** A place that a response named: where to send the next request, and as whom. */
export interface Destination {
  url: string;
  /** It is the registry itself: credentials may go along. */
  own: boolean;
}

/** Where Docker Hub's API is; `docker.io` itself only redirects to a web site. */
const DOCKER_HUB_API = 'registry-1.docker.io';
const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', DOCKER_HUB_API]);
/**
 * What this site's proxy wants with every request: a header that no link, form or element can
 * send, and no script of another origin without leave (Fetch, "CORS-safelisted request-header").
 */
const PROXY_HEADERS = { 'X-Chartroom': '1' };
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The host that serves a registry's API: the name in references, but for Docker Hub. */
export function apiHost(host: string): string {
  return DOCKER_HUB.has(host) ? DOCKER_HUB_API : host;
}

/** The address of a registry: plain http on this machine, as Docker has it, else https. */
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
  if (isLoopback(hostname)) return port === '' ? 'localhost' : `localhost:${port}`;
  return apiHost(spelled);
}

/** Whether a registry is spoken to without TLS. */
export function isPlainHttp(host: string): boolean {
  return isLoopback(apiHost(host));
}

/** Whether `host[:port]` is this machine by its very name. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host.replace(/:\d+$/, ''));
}

/** A registry and where it is reached. */
export interface RegistryAddress {
  /** As references name it: `host[:port]`. */
  host: string;
  /** What requests start with; the registry's own address if not given. */
  base?: string | undefined;
  /** `base` is a path of this site's proxy. */
  proxied?: boolean;
}

/**
 * How a registry is reached: directly, or through this site's proxy, which serves every
 * registry it allows below one path, `/registry/<host>/…`.
 */
export class Endpoint {
  /** The registry as references name it. */
  readonly host: string;
  /** What requests start with: `https://host`, or `<page>/registry/host`. */
  readonly base: string;
  readonly proxied: boolean;
  /** The registry's own address, whichever way it is reached. */
  readonly address: string;

  constructor({ host, base = directBase(host), proxied = false }: RegistryAddress) {
    this.host = host;
    this.base = base.replace(/\/+$/, '');
    this.proxied = proxied;
    this.address = proxied ? directBase(host) : this.base;
  }

  /** Goes along with every request. None directly: registries would have to allow it (CORS). */
  get headers(): Record<string, string> {
    return this.proxied ? PROXY_HEADERS : {};
  }

  /** What proxied requests to any host start with, up to and including the last `/`. */
  get #prefix(): string {
    return this.base.slice(0, this.base.lastIndexOf('/') + 1);
  }

  /** The registry's own address of a request, without its query, for people to read. */
  describe(url: string): string {
    const plain = url.split(/[?#]/, 1)[0] ?? url;
    if (this.proxied && plain.startsWith(this.base)) {
      return this.address + plain.slice(this.base.length);
    }
    return plain;
  }

  /** Where requests for `url`, on whatever host, are sent: through the proxy if there is one. */
  route(url: URL): string {
    return this.proxied ? `${this.#prefix}${url.host}${url.pathname}${url.search}` : url.href;
  }

  /**
   * Where a Location leads (RFC 9110, 10.2.2), given the request it answers; undefined where
   * nothing may be sent. Registries behind other servers name themselves wrongly in every
   * way: by another scheme, without their port, with the other scheme's port. What means the
   * registry is led back to the address it is reached at, which also undoes a downgrade to
   * http. Any other host is foreign (CVE-2026-50151): never sent credentials, and nothing at
   * all unless the operator's proxy allows it.
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
    // Rewritten by the proxy, or a path of the registry that it left alone.
    const rewritten = this.#rewritten(url);
    if (rewritten === undefined) return this.#own(tail);
    return { url: rewritten, own: rewritten.startsWith(`${this.base}/`) };
  }

  /**
   * What the proxy means by an address of this site; undefined where it is not one of the proxy's.
   * A proxy behind another, which serves the page below a path, doesn't know of that path.
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

  /** `url` names the registry's host, give or take what a proxy in front of it may hide. */
  #names(url: URL): boolean {
    const own = new URL(this.address);
    return url.hostname === own.hostname && (url.port === '' || portOf(url) === portOf(own));
  }
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
