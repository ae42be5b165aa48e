import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { TransferOptions } from '../target/target.ts';
import type { Client } from './client.ts';

/** The largest blob that is fetched, whatever its descriptor says: charts end at 100 MiB. */
export const MAX_BLOB_SIZE = 512 * 1024 * 1024;

/** Computes a digest, by the algorithm of `like`; the compute worker's in the page. */
export type Digester = (content: Blob, like?: Digest) => Promise<Digest>;

/**
 * The blob of a descriptor (distribution-spec, "Pulling blobs"), whole and verified: first
 * its size, with a cap while it is read, then its digest. Nobody sees it before.
 */
export async function download(
  client: Client,
  digest: Digester,
  url: string,
  descriptor: Descriptor,
  { signal, onProgress }: TransferOptions = {},
): Promise<Blob> {
  const { size } = descriptor;
  if (size > MAX_BLOB_SIZE) throw new ChartroomError('archive.too-large', { limit: MAX_BLOB_SIZE });
  const response = await client.send({
    method: 'GET',
    url,
    expect: [200, 404],
    maxBytes: size,
    partial: true,
    ...(signal && { signal }),
    ...(onProgress && { onDownload: onProgress }),
  });
  if (response.status === 404) {
    throw new ChartroomError('blob.not-found', { digest: descriptor.digest });
  }
  if (response.end === 'cut') {
    throw new ChartroomError('registry.unreachable', client.facts({ method: 'GET', url }));
  }
  const actual = response.end === 'over-limit' ? size + 1 : response.body.size;
  await verify(response.body, descriptor, actual, digest);
  return response.body;
}

/** Size, then digest: `size.mismatch` or `digest.mismatch`. */
export async function verify(
  content: Blob,
  { digest: expected, size }: Descriptor,
  actualSize: number,
  digester: Digester,
): Promise<void> {
  if (actualSize !== size) {
    throw new ChartroomError('size.mismatch', {
      digest: expected,
      expected: size,
      actual: actualSize,
    });
  }
  const actual = await digester(content, expected);
  if (actual !== expected) throw new ChartroomError('digest.mismatch', { expected, actual });
}
