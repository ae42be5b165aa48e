import type { Listing, ListOptions } from '../content/target.ts';
import { isChartroomError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { nextLink } from '../oci/link.ts';
import { textOf } from '../read-blob.ts';
import type { Client } from './client.ts';
import { PAGE_SIZE, Paging, type Ask } from './paging.ts';
import type { HttpResponse } from './transport.ts';

const MAX_PAGE_BYTES = 8 * 1024 * 1024;

/**
 * Reads a list that comes in pages (distribution-spec, "Listing Tags"; the catalog likewise): the
 * strings under `key` in every page of `path`, in the registry's order, each once.
 *
 * Only the query of a Link is used: registries behind other servers give a wrong host and path, and
 * a registry mustn't direct requests to other hosts. The number of pages, and of those without new
 * names, is limited.
 */
export async function readPages(
  client: Client,
  path: string,
  key: 'tags' | 'repositories',
  options: ListOptions = {},
): Promise<Listing> {
  // A page can read every header of its own site's responses.
  const paging = new Paging(client.endpoint.proxied);
  let ask: Ask = { query: `?n=${PAGE_SIZE}` };
  for (;;) {
    const call = { method: 'GET', url: client.endpoint.base + path + ask.query } as const;
    const response = await readPage(client, call, ask, options);
    if (!response) return { names: [...paging.names], end: 'unproven' };
    const names = await pageNames(response, key);
    if (!names) throw client.protocol(call, response, { reason: 'no-list', list: key });

    const linked = nextLink(response.headers.get('Link')) !== undefined;
    const link = linked ? { query: linkQuery(response) } : undefined;
    const page = { names, link, bytes: response.body.size };
    const fresh = paging.add(page);
    if (fresh.length > 0) options.onNames?.(fresh);
    const next = paging.next(ask, page);
    if (next === 'endless') {
      throw client.protocol(call, response, { reason: 'endless-list', list: key });
    }
    if (typeof next === 'string') return { names: [...paging.names], end: next };
    ask = next;
  }
}

/** Reads a page; undefined if the registry refuses requests for the names after a given one. */
async function readPage(
  client: Client,
  call: { method: 'GET'; url: string },
  { after }: Ask,
  options: ListOptions,
): Promise<HttpResponse | undefined> {
  try {
    return await readAnyPage(client, call, options);
  } catch (error) {
    if (after && isChartroomError(error, 'registry.refused')) return undefined;
    throw error;
  }
}

/**
 * Reads a page; some registries answer 400 instead of a shorter page when the requested size
 * exceeds their limit.
 */
async function readAnyPage(
  client: Client,
  call: { method: 'GET'; url: string },
  { signal }: ListOptions,
): Promise<HttpResponse> {
  const options = { maxBytes: MAX_PAGE_BYTES, signal };
  const response = await client.send({ ...call, ...options, expect: [200, 400] });
  if (response.status === 200) return response;
  const url = call.url.replace(`?n=${PAGE_SIZE}&`, '?').replace(`?n=${PAGE_SIZE}`, '');
  return client.send({ ...call, url, ...options, expect: [200] });
}

/**
 * The first names of a list in a single request, or all where the registry doesn't divide it;
 * `query` is added to the request's own.
 */
export async function firstNames(
  client: Client,
  path: string,
  key: 'tags' | 'repositories',
  query = '',
): Promise<string[]> {
  const call = { method: 'GET', url: `${client.endpoint.base}${path}?n=1${query}` } as const;
  const response = await client.send({ ...call, expect: [200], maxBytes: MAX_PAGE_BYTES });
  const names = await pageNames(response, key);
  if (!names) throw client.protocol(call, response, { reason: 'no-list', list: key });
  return names;
}

/**
 * The names on a page; undefined if it is something else. Some registries write an empty list as
 * `null`, or leave it out; but JSON about other things is no list without names.
 */
export async function pageNames(
  response: HttpResponse,
  key: string,
): Promise<string[] | undefined> {
  const value = parseJson(await textOf(response.body));
  if (!isRecord(value)) return undefined;
  const isList = key in value || 'name' in value || Object.keys(value).length === 0;
  const list = isList ? (value[key] ?? []) : undefined;
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : undefined;
}

/** The query of the link to the next page, the only part of it that is used. */
export function linkQuery(response: HttpResponse): string | undefined {
  const link = nextLink(response.headers.get('Link')) ?? '';
  const start = link.indexOf('?');
  return start < 0 ? undefined : link.slice(start).split('#', 1)[0];
}
