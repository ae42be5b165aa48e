import { isChartroomError } from '../errors.ts';
import { isRecord, parseDescriptor, type Descriptor } from '../oci/descriptor.ts';
import { hexOf, type Digest } from '../oci/digest.ts';
import { MAX_MANIFEST_SIZE } from '../oci/manifest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import type { TransferOptions } from '../target/target.ts';
import type { Client } from './client.ts';

/** A manifest that names another as its subject: a signature, a provenance, a list of parts. */
export interface Referrer extends Descriptor {
  artifactType?: string;
}

/** Tags that are no versions: the referrers of a digest, and cosign's signatures and the like. */
const REFERRERS_TAG = /^sha(?:256|512)-[0-9a-f]{32,128}(?:\.[a-z0-9]+)?$/;

/**
 * Whether a tag stands for what refers to a digest (distribution-spec, "Referrers Tag
 * Schema"), rather than for a version of something.
 */
export function isReferrersTag(tag: string): boolean {
  return REFERRERS_TAG.test(tag);
}

/** The tag that lists what refers to a digest, cut as the specification says. */
export function referrersTag(digest: Digest): string {
  const algorithm = digest.slice(0, digest.indexOf(':'));
  return `${algorithm}-${hexOf(digest).slice(0, 64)}`;
}

/**
 * What refers to a manifest (distribution-spec, "Listing Referrers"): by the registry's own
 * list, or where it has none, by the tag that clients keep in its place.
 */
export async function readReferrers(
  client: Client,
  repository: string,
  digest: Digest,
  options: TransferOptions = {},
): Promise<Referrer[]> {
  const base = `${client.endpoint.base}/v2/${repository}`;
  const listed = await readIndex(client, `${base}/referrers/${digest}`, options);
  return (
    listed ?? (await readIndex(client, `${base}/manifests/${referrersTag(digest)}`, options)) ?? []
  );
}

/** The entries of an index; undefined if there is none. */
async function readIndex(
  client: Client,
  url: string,
  { signal }: TransferOptions,
): Promise<Referrer[] | undefined> {
  const call = { method: 'GET', url } as const;
  try {
    const response = await client.send({
      ...call,
      headers: { Accept: OCI_INDEX },
      expect: [200, 400, 404, 405],
      maxBytes: MAX_MANIFEST_SIZE,
      ...(signal && { signal }),
    });
    if (response.status !== 200) return undefined;
    const entries = parseIndex(await response.body.text());
    if (!entries) throw client.protocol(call, response, 'no list of referrers');
    return entries;
  } catch (error) {
    // Distribution's answer to what it doesn't know carries no CORS headers: no list either.
    if (isChartroomError(error, 'registry.cors')) return undefined;
    throw error;
  }
}

function parseIndex(text: string): Referrer[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const manifests = isRecord(value) ? value['manifests'] : undefined;
  if (!Array.isArray(manifests)) return undefined;
  return manifests.map((entry: unknown, i) => {
    const descriptor = parseDescriptor(entry, `manifests[${i}]`);
    const artifactType = isRecord(entry) ? entry['artifactType'] : undefined;
    return typeof artifactType === 'string' ? { ...descriptor, artifactType } : descriptor;
  });
}
