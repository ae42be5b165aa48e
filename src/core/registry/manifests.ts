import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isRecord, parseJson } from '../json.ts';
import { isDigest, parseDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { MAX_MANIFEST_SIZE } from '../oci/manifest.ts';
import { ACCEPT_MANIFESTS, essence, isManifestType } from '../oci/media-types.ts';
import type { StoredManifest, TransferOptions } from '../content/target.ts';
import type { Client } from './client.ts';
import type { Digester } from './download.ts';
import type { HttpResponse } from './transport.ts';

const DIGEST_HEADER = 'Docker-Content-Digest';

/**
 * What a HEAD says of a manifest: its descriptor; `absent`; `denied`; or `untold`, where a
 * header is hidden from the page (CORS) or the registry doesn't answer HEAD as it answers GET
 * (public ECR: helm#12491).
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
    expect: [200, 400, 403, 404, 405],
    signal,
  });
  if (response.status === 404) return 'absent';
  if (response.status === 403) return 'denied';
  const digest = response.headers.get(DIGEST_HEADER);
  const length = response.headers.get('Content-Length');
  const mediaType = essence(response.headers.get('Content-Type') ?? '');
  if (response.status !== 200 || !digest || !length || !isManifestType(mediaType)) return 'untold';
  const size = Number(length);
  return Number.isSafeInteger(size) ? { mediaType, digest: parseDigest(digest), size } : 'untold';
}

/**
 * A manifest by tag or digest (distribution-spec, "Pulling manifests"), its bytes as they are
 * stored, hashed here: by the digest that was asked for, else by the one the registry tells.
 */
export async function getManifest(
  client: Client,
  digester: Digester,
  url: string,
  name: string,
  { signal }: TransferOptions = {},
): Promise<StoredManifest | undefined> {
  const response = await client.send({
    method: 'GET',
    url,
    headers: { Accept: ACCEPT_MANIFESTS },
    expect: [200, 404],
    maxBytes: MAX_MANIFEST_SIZE,
    tolerate: ['over-limit'],
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
  const mediaType = mediaTypeOf(response, await blob.text());
  return { descriptor: { mediaType, digest, size: blob.size }, blob };
}

/** What a registry says of a manifest that it has stored, as far as the page may read it. */
export interface PutAnswer {
  digest: Digest | undefined;
  /** It has listed the manifest among what refers to its subject (`OCI-Subject`). */
  listed: boolean;
}

/** Stores a manifest under its tag, else its digest. */
export async function putManifest(
  client: Client,
  url: string,
  mediaType: string,
  blob: Blob,
  { signal }: TransferOptions = {},
): Promise<PutAnswer> {
  const response = await client.send({
    method: 'PUT',
    url,
    headers: { 'Content-Type': mediaType },
    body: blob.slice(0, blob.size, mediaType),
    expect: [200, 201, 202, 204],
    // The same bytes under the same name, however often.
    idempotent: true,
    signal,
  });
  const told = response.headers.get(DIGEST_HEADER);
  return {
    digest: told !== null && isDigest(told) ? told : undefined,
    listed: response.headers.has('OCI-Subject'),
  };
}

/** The digest a manifest must have: the one asked for, which counts for more, or the one told. */
function expectedDigest(name: string, response: HttpResponse): Digest | undefined {
  if (isDigest(name)) return name;
  const told = response.headers.get(DIGEST_HEADER);
  return told === null ? undefined : parseDigest(told);
}

/**
 * What the registry calls a manifest. One that calls itself something else is refused, since
 * the two readings are an attack (CVE-2021-41190). Where the type got lost on the way, the
 * manifest's own word counts.
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

function ownMediaType(text: string): string | undefined {
  const value = parseJson(text);
  const own = isRecord(value) ? value['mediaType'] : undefined;
  return typeof own === 'string' ? own : undefined;
}
