import { isChartroomError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { parseDescriptor, type Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../digest.ts';
import { refuseAmbiguous } from '../oci/manifest.ts';
import { MAX_MANIFEST_SIZE } from '../oci/media-types.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import type { ListEnd, ReferrerList, TransferOptions } from '../content/target.ts';
import { textOf } from '../read-blob.ts';
import type { Client } from './client.ts';
import { linkQuery } from './pages.ts';
import type { HttpResponse } from './transport.ts';

/** A page holds dozens of entries at least, so no real list is longer. */
const MAX_PAGES = 100;
/** All pages together: a thousand signatures take less than a megabyte. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * A manifest's referrers from the registry's API (distribution-spec, "Listing Referrers"), all
 * pages, each entry once; undefined if the registry doesn't have the API. A page that can't read
 * Links (CORS) doesn't know whether another page follows, and can't ask for it either.
 */
export async function readOwnList(
  client: Client,
  repository: string,
  digest: Digest,
  options: TransferOptions = {},
): Promise<ReferrerList | undefined> {
  const url = `${client.endpoint.base}/v2/${repository}/referrers/${digest}`;
  const entries = new Map<Digest, Descriptor>();
  const asked = new Set<string>();
  let bytes = 0;
  let linkShows = client.endpoint.proxied;
  const list = (end: ListEnd) => ({ entries: [...entries.values()], end });
  for (let query = ''; ;) {
    const page = await readIndex(client, url + query, options);
    // The pages so far count even if a later one is missing.
    if (!page) return asked.size === 0 ? undefined : list('unproven');
    for (const entry of page.entries) entries.set(entry.digest, entry);
    asked.add(query);
    bytes += page.response.body.size;
    const next = linkQuery(page.response);
    if (next === undefined) return list(linkShows ? 'whole' : 'unproven');
    linkShows = true;
    if (asked.size >= MAX_PAGES || bytes >= MAX_BYTES || asked.has(next)) {
      const endless = { reason: 'endless-list', list: 'referrers' } as const;
      throw client.protocol({ method: 'GET', url }, page.response, endless);
    }
    query = next;
  }
}

/** The entries of an index; undefined if there is none. */
async function readIndex(
  client: Client,
  url: string,
  { signal }: TransferOptions,
): Promise<{ entries: Descriptor[]; response: HttpResponse } | undefined> {
  const call = { method: 'GET', url } as const;
  try {
    const response = await client.send({
      ...call,
      headers: { Accept: OCI_INDEX },
      expect: [200, 400, 404, 405],
      maxBytes: MAX_MANIFEST_SIZE,
      mayBeHidden: true,
      signal,
    });
    if (response.status !== 200) return undefined;
    const entries = parseIndex(await textOf(response.body));
    if (!entries) throw client.protocol(call, response, { reason: 'no-list', list: 'referrers' });
    return { entries, response };
  } catch (error) {
    // Distribution's response to an unknown path has no CORS headers, so this means that there is
    // no list. A connection that broke doesn't.
    if (isChartroomError(error, 'registry.cors')) return undefined;
    throw error;
  }
}

function parseIndex(text: string): Descriptor[] | undefined {
  const value = parseJson(text);
  const manifests = isRecord(value) ? value['manifests'] : undefined;
  if (!Array.isArray(manifests)) return undefined;
  refuseAmbiguous(text);
  return manifests.map((entry: unknown, i) => parseDescriptor(entry, `manifests[${i}]`));
}
