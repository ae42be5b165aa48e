import { MAX_TAR_SIZE } from '../chart/limits.ts';
import { ChartroomError, isChartroomError, type RequestFacts } from '../errors.ts';
import { exchange, type ExchangeOptions } from './exchange.ts';
import { cutShort, failureOf, proxyFailureOf } from './failure.ts';
import { throughProxy, type RepositoryProxy } from './repository-proxy.ts';
import { retrying } from './retry.ts';
import { isMarkup } from './web-page.ts';

/** Helm's own indexes: the largest public one has some 20 MB. */
const MAX_INDEX_SIZE = 50 * 1000 * 1000;

/** The metadata of a chart, its digest and a signature. */
const MAX_PROVENANCE_SIZE = 1000 * 1000;

export interface ChartRepositoryOptions extends ExchangeOptions {
  /** Everything that it serves is asked for through it, and the rest directly. */
  proxy?: RepositoryProxy | undefined;
}

export interface GetOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((bytes: number) => void) | undefined;
}

/**
 * A classic chart repository: an index.yaml, and archives at any address (helm docs, "The Chart
 * Repository Guide"). It is read anonymously: no credentials are sent, not even those in its
 * address; and through this site's proxy, as far as that serves it.
 */
export class ChartRepository {
  /** The declared address, without credentials. */
  readonly url: string;
  readonly #options: ChartRepositoryOptions;
  /** The origins whose responses could be read: there CORS isn't the obstacle later. */
  readonly #read = new Set<string>();

  constructor(url: string, options: ChartRepositoryOptions) {
    this.url = withoutCredentials(url);
    this.#options = options;
  }

  index(options?: GetOptions): Promise<Blob> {
    return this.#get(this.resolve('index.yaml'), MAX_INDEX_SIZE, options);
  }

  /** An archive, by its address in the index. */
  archive(url: string, options?: GetOptions): Promise<Blob> {
    return this.#get(this.resolve(url), MAX_TAR_SIZE, options);
  }

  /**
   * The `.prov` beside an archive (helm `pkg/downloader/chart_downloader.go`); undefined if there is
   * none, `unknown` where a page may not read the answer, as of many sites that something isn't there.
   */
  async provenance(url: string, options?: GetOptions): Promise<Blob | 'unknown' | undefined> {
    const { href, search } = new URL(this.resolve(url));
    const path = href.slice(0, href.length - search.length).replace(/#.*$/, '');
    try {
      return await this.#get(`${path}.prov${search}`, MAX_PROVENANCE_SIZE, options);
    } catch (error) {
      if (isChartroomError(error, 'registry.cors')) return 'unknown';
      // A site that has no such file may show a page instead; some stores refuse what they don't have.
      const isAbsent =
        isChartroomError(error, 'auth.denied') ||
        (isChartroomError(error, 'registry.refused') && error.data.status === 404) ||
        (isChartroomError(error, 'registry.protocol') && error.data.reason === 'web-page');
      if (isAbsent) return undefined;
      throw error;
    }
  }

  /**
   * Resolves an address in the index against that of the repository, whose query is kept (helm
   * `pkg/repo/chartrepo.go`, ResolveReferenceURL).
   */
  resolve(reference: string): string {
    if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return withoutCredentials(reference);
    const base = new URL(this.url);
    const { search } = base;
    base.pathname = `${base.pathname.replace(/\/$/, '')}/`;
    const resolved = new URL(reference, base);
    resolved.search = search;
    return resolved.href;
  }

  async #get(url: string, maxBytes: number, { signal, onProgress }: GetOptions = {}) {
    const facts: RequestFacts = { method: 'GET', url: withoutQuery(url), registry: hostOf(url) };
    return retrying(
      async () => {
        const request = { method: 'GET', url, maxBytes, signal, onDownload: onProgress } as const;
        const { transport, probe, proxy } = this.#options;
        const proxied = proxy && throughProxy(url, proxy);
        const origin = /^\w+:\/\/[^/]+/.exec(url)?.[0] ?? url;
        const response = await exchange({ ...request, ...proxied }, facts, {
          transport,
          probe: this.#read.has(origin) ? undefined : probe,
          proxied: proxied !== undefined,
        });
        const isPage = response.status === 200 && (await isMarkup(response));
        const refusal = proxied && (await proxyFailureOf(response, facts, isPage));
        if (refusal) throw refusal;
        if (isPage) {
          const { status } = response;
          throw new ChartroomError('registry.protocol', { ...facts, status, reason: 'web-page' });
        }
        if (!proxied) this.#read.add(origin);
        if (response.status !== 200) throw await failureOf(response, facts, false);
        if (response.end === 'over-limit') {
          throw new ChartroomError('content.too-large', { name: facts.url, limit: maxBytes });
        }
        if (response.end === 'cut') throw cutShort(response, facts);
        return response.body;
      },
      { signal },
    );
  }
}

function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = '';
  url.password = '';
  return url.href;
}

/** An address without its query, which may contain secrets. */
function withoutQuery(address: string): string {
  return address.replace(/[?#].*$/, '');
}

function hostOf(address: string): string {
  return (URL.canParse(address) && new URL(address).host) || address;
}
