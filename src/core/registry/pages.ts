import { isRecord, parseJson } from '../json.ts';
import { nextLink } from '../oci/link.ts';
import type { Client } from './client.ts';
import type { HttpResponse } from './transport.ts';

/** Names asked for at once: the most that Distribution's and ECR's defaults allow. */
const PAGE_SIZE = 1000;
/** Bounds of a list: pages in all, and pages in a row that bring nothing new. */
const MAX_PAGES = 1000;
const MAX_BARREN = 10;
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

export interface PagesOptions {
  signal?: AbortSignal | undefined;
}

/**
 * Reads a list that comes in pages (distribution-spec, "Listing Tags"; the catalog likewise):
 * the strings under `key` in every page of `path`, in the registry's order, each once.
 *
 * Of a Link only the query is followed: registries behind other servers get host and path
 * wrong, and a registry doesn't decide whom else we ask. Pages must get somewhere and end.
 */
export async function readPages(
  client: Client,
  path: string,
  key: 'tags' | 'repositories',
  options: PagesOptions = {},
): Promise<string[]> {
  const names = new Set<string>();
  const asked = new Set<string>();
  let query: string | undefined = `?n=${PAGE_SIZE}`;
  for (let barren = 0; query !== undefined;) {
    const call = { method: 'GET', url: client.endpoint.base + path + query } as const;
    const response: HttpResponse = await readPage(client, call, options);
    const page = await pageNames(response, key);
    if (!page) throw client.protocol(call, response, { reason: 'no-list', list: key });

    const before = names.size;
    page.forEach((name) => names.add(name));
    barren = names.size === before ? barren + 1 : 0;
    asked.add(query);
    const next = nextQuery(response, page, names.size > before);
    if (next !== undefined && (asked.has(next) || barren > MAX_BARREN || asked.size >= MAX_PAGES)) {
      throw client.protocol(call, response, { reason: 'endless-list', list: key });
    }
    query = next;
  }
  return [...names];
}

/** A registry that allows fewer than we ask for says 400 rather than give what it can. */
async function readPage(
  client: Client,
  call: { method: 'GET'; url: string },
  { signal }: PagesOptions,
): Promise<HttpResponse> {
  const options = { maxBytes: MAX_PAGE_BYTES, signal };
  const response = await client.send({ ...call, ...options, expect: [200, 400] });
  if (response.status === 200) return response;
  const url = call.url.replace(`?n=${PAGE_SIZE}&`, '?').replace(`?n=${PAGE_SIZE}`, '');
  return client.send({ ...call, url, ...options, expect: [200] });
}

/** The names on a page; an empty list is written as `null` too. */
export async function pageNames(
  response: HttpResponse,
  key: string,
): Promise<string[] | undefined> {
  const value = parseJson(await response.body.text());
  const list = isRecord(value) ? (value[key] ?? []) : undefined;
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : undefined;
}

/**
 * What to ask next: the link's query. A Link that the page may not read (CORS) looks like
 * none; a full page then asks for more by the last name, until that brings nothing new.
 */
function nextQuery(response: HttpResponse, page: string[], progress: boolean): string | undefined {
  if (nextLink(response.headers.get('Link')) !== undefined) return linkQuery(response);
  const last = page.at(-1);
  if (page.length < PAGE_SIZE || last === undefined || !progress) return undefined;
  return `?n=${PAGE_SIZE}&last=${encodeURIComponent(last)}`;
}

/** The query of the link to the next page: all of it that is followed. */
export function linkQuery(response: HttpResponse): string | undefined {
  const link = nextLink(response.headers.get('Link')) ?? '';
  const start = link.indexOf('?');
  return start < 0 ? undefined : link.slice(start).split('#', 1)[0];
}
