import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isRecord, parseJson } from '../json.ts';
import { isAnyDigest, isDigest, parseDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import {
  ACCEPT_MANIFESTS,
  essence,
  isManifestType,
  MAX_MANIFEST_SIZE,
} from '../oci/media-types.ts';
import type { StoredManifest, TransferOptions } from '../content/target.ts';
import type { Call, Client } from './client.ts';
import type { Digester } from './download.ts';
import { manifestRequest } from './read-requests.ts';
import type { HttpResponse } from './transport.ts';
import { manifestText } from '../read-blob.ts';

const DIGEST_HEADER = 'Docker-Content-Digest';
/** The statuses by which registries, and servers in front of them, refuse a HEAD as such. */
export const NO_HEAD = [400, 405, 406, 415, 422, 500, 501];

/**
 * The result of a HEAD for a manifest: its descriptor; `absent`; `denied`; or `untold` if a header
 * is hidden from the page (CORS) or the registry doesn't answer HEAD like GET (public ECR:
 * helm#12491), but with an error that a GET may not meet.
 */
export async function headManifest(
  client: Client,
  url: string,
  { signal }: TransferOptions = {},
): Promise<Descriptor | 'absent' | 'denied' | 'untold'> {
  const response = await client.send({
    method: 'HEAD',
    url,
    headers: { Accept: ACCEPT_MANIFESTS },
    expect: [200, 403, 404, ...NO_HEAD],
    signal,
  });
  if (response.status === 404) return 'absent';
  if (response.status === 403) return 'denied';
  const digest = response.headers.get(DIGEST_HEADER);
  const length = response.headers.get('Content-Length');
  const mediaType = essence(response.headers.get('Content-Type') ?? '');
  if (response.status !== 200 || !digest || !length || !isManifestType(mediaType)) return 'untold';
  const size = Number(length);
  return Number.isSafeInteger(size) && isAnyDigest(digest) ? { mediaType, digest, size } : 'untold';
}

/**
 * A manifest by tag or digest (distribution-spec, "Pulling manifests"), its bytes as they are
 * stored. They are verified against the requested digest, otherwise against the digest in the
 * registry's response; `digest.unsupported` if that is by an unknown algorithm.
 */
export async function getManifest(
  client: Client,
  digester: Digester,
  url: string,
  name: string,
  { signal, mayBeHidden }: TransferOptions & Pick<Call, 'mayBeHidden'> = {},
): Promise<StoredManifest | undefined> {
  if (isAnyDigest(name)) parseDigest(name);
  const call = manifestRequest(url);
  const response = await client.send({
    ...call,
    expect: [200, 404],
    tolerate: ['over-limit'],
    mayBeHidden,
    signal,
  });
  if (response.status === 404) return undefined;
  if (response.end === 'over-limit') {
    throw new ChartroomError('manifest.invalid', { reason: 'too-large', limit: MAX_MANIFEST_SIZE });
  }
  const blob = response.body;
  const expected = expectedDigest(name, response);
  const digest = await digester(blob, expected);
  if (expected && digest !== expected) {
    throw new ChartroomError('digest.mismatch', { expected, actual: digest });
  }
  const text = await manifestText(blob);
  const mediaType = mediaTypeOf(response, text);
  if (!isManifestType(mediaType) && !hasSchemaVersion(text)) {
    throw client.protocol(call, response, { reason: 'no-registry' });
  }
  return { descriptor: { mediaType, digest, size: blob.size }, blob };
}

/** A registry's response to a stored manifest, as far as the page may read it. */
export interface PutAnswer {
  digest: Digest | undefined;
  /** The registry has added the manifest to its subject's referrers (`OCI-Subject`). */
  listed: boolean;
  /** The tags that were asked for in the query and are set (`OCI-Tag`). */
  tags: string[];
}

/** Stores a manifest under its tag, or without one under its digest. */
export async function putManifest(
  client: Client,
  url: string,
  mediaType: string,
  blob: Blob,
  options: TransferOptions = {},
): Promise<PutAnswer> {
  return answerOf(await client.send(putCall(url, mediaType, blob, options)));
}

/**
 * Statuses by which registries refuse a query that they don't know, or as many tags (414, 431;
 * distribution-spec, "Pushing Manifests").
 */
const QUERY_REFUSALS = [400, 404, 405, 414, 422, 431, 501];

/**
 * Stores a manifest under its digest, and asks the registry to set tags in the same request
 * (distribution-spec, "Pushing Manifests", end-7b). A registry that doesn't know of it ignores the
 * query and names no tags in its response, or refuses it: undefined.
 */
export async function putManifestWithTags(
  client: Client,
  url: string,
  tags: readonly string[],
  mediaType: string,
  blob: Blob,
  options: TransferOptions = {},
): Promise<PutAnswer | undefined> {
  const query = tags.map((tag) => `tag=${tag}`).join('&');
  const call = putCall(`${url}?${query}`, mediaType, blob, options);
  const response = await client.send({ ...call, expect: [...call.expect, ...QUERY_REFUSALS] });
  return QUERY_REFUSALS.includes(response.status) ? undefined : answerOf(response);
}

function putCall(url: string, mediaType: string, blob: Blob, { signal }: TransferOptions): Call {
  return {
    method: 'PUT',
    url,
    headers: { 'Content-Type': mediaType },
    body: blob,
    expect: [200, 201, 202, 204],
    // A repetition stores the same bytes under the same name.
    idempotent: true,
    signal,
  };
}

function answerOf({ headers }: HttpResponse): PutAnswer {
  const told = headers.get(DIGEST_HEADER);
  const tags = (headers.get('OCI-Tag') ?? '').split(',').map((tag) => tag.trim());
  return {
    digest: told !== null && isDigest(told) ? told : undefined,
    listed: headers.has('OCI-Subject'),
    tags: tags.filter((tag) => tag !== ''),
  };
}

/**
 * The digest that a manifest must have: the requested one if there is one, otherwise the one in the
 * response.
 */
function expectedDigest(name: string, response: HttpResponse): Digest | undefined {
  if (isDigest(name)) return name;
  const told = response.headers.get(DIGEST_HEADER);
  return told === null ? undefined : parseDigest(told);
}

/**
 * The media type in the registry's response. `parseManifest` refuses a manifest that has another
 * type inside (CVE-2021-41190). If the response has no usable type, the manifest's own `mediaType`
 * counts.
 */
function mediaTypeOf(response: HttpResponse, text: string): string {
  const outside = essence(response.headers.get('Content-Type') ?? '');
  const inside = ownMediaType(text);
  if (!isManifestType(outside)) return inside ?? outside;
  if (inside !== undefined && inside !== outside) {
    throw new ChartroomError('manifest.invalid', { reason: 'other-type', inside, outside });
  }
  return outside;
}

/** Whether it is a manifest of any kind, of the oldest ones too (image-spec, "schemaVersion"). */
function hasSchemaVersion(text: string): boolean {
  const value = parseJson(text);
  return isRecord(value) && typeof value['schemaVersion'] === 'number';
}

function ownMediaType(text: string): string | undefined {
  const value = parseJson(text);
  const own = isRecord(value) ? value['mediaType'] : undefined;
  return typeof own === 'string' ? own : undefined;
}
