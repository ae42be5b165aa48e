import type { Digest } from '../digest.ts';
import type { TransferOptions } from '../content/target.ts';
import type { Client } from './client.ts';
import type { Destination } from './endpoint.ts';
import { FINISHING_TIMEOUT, finishingUrl, locate, OCTET_STREAM } from './session.ts';

/**
 * Sends a blob in chunks (distribution-spec, "Pushing a blob in chunks"), for registries that limit
 * the size of a request, such as Cloudflare's. Each response has the address for the next chunk.
 */
export async function sendChunks(
  client: Client,
  session: Destination,
  maxChunk: number,
  digest: Digest,
  blob: Blob,
  { signal, onProgress }: TransferOptions,
): Promise<void> {
  let next = session;
  const common = { idleTimeout: FINISHING_TIMEOUT, signal };
  for (let start = 0; start < blob.size; start += maxChunk) {
    const end = Math.min(start + maxChunk, blob.size);
    const call = { method: 'PATCH', url: next.url } as const;
    const response = await client.send({
      ...common,
      ...call,
      anonymous: !next.own,
      headers: { 'Content-Type': OCTET_STREAM, 'Content-Range': `${start}-${end - 1}` },
      body: blob.slice(start, end, OCTET_STREAM),
      expect: [200, 201, 202, 204],
      onUpload: onProgress && ((bytes) => onProgress(start + bytes)),
    });
    next = locate(client, call, response);
  }
  await client.send({
    ...common,
    method: 'PUT',
    url: finishingUrl(next, digest),
    anonymous: !next.own,
    expect: [200, 201, 204],
  });
}
