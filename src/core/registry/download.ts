import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseDigest } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import type { TransferOptions } from '../content/target.ts';
import type { Client } from './client.ts';
import { growingPause, pauseFor } from './retry.ts';
import type { HttpResponse } from './transport.ts';
import { isWebPage } from './web-page.ts';

/**
 * The largest blob that is fetched, of a chart or not: while a blob is copied to another registry,
 * this page holds it.
 */
export const MAX_BLOB_SIZE = 512 * 1024 * 1024;
/** The number of consecutive responses without new bytes after which a download fails. */
const MAX_BARREN = 3;
/** The number of responses in total after which it fails. */
const MAX_PARTS = 50;

/** Computes a digest with the algorithm of `like`; in the page the compute worker does it. */
export type Digester = (content: Blob, like?: Digest) => Promise<Digest>;

/**
 * The blob of a descriptor (distribution-spec, "Pulling blobs"), complete and verified: first its
 * size, which is also the limit while it is read, then its digest. Content that was assembled from
 * several responses and doesn't match is fetched once more in a single one. What can't be verified
 * (`digest.unsupported`) or held isn't requested at all.
 */
export async function download(
  client: Client,
  digest: Digester,
  url: string,
  descriptor: Descriptor,
  options: TransferOptions = {},
): Promise<Blob> {
  parseDigest(descriptor.digest);
  if (descriptor.size > MAX_BLOB_SIZE) {
    const { digest: name } = descriptor;
    throw new ChartroomError('content.too-large', { name, limit: MAX_BLOB_SIZE });
  }
  const first = await receive(client, url, descriptor, options, true);
  const actual = await mismatch(first.content, descriptor, digest);
  if (!actual) return first.content;
  if (first.parts === 1) throw actual;
  const second = await receive(client, url, descriptor, options, false);
  const still = await mismatch(second.content, descriptor, digest);
  if (still) throw still;
  return second.content;
}

/**
 * Reads until the size is reached. After a response that was cut off, the next request continues
 * there (with a single range, which needs no preflight). A server without range support sends
 * everything again.
 */
async function receive(
  client: Client,
  url: string,
  { digest, size }: Descriptor,
  { signal, onProgress }: TransferOptions,
  resume: boolean,
): Promise<{ content: Blob; parts: number }> {
  let content = new Blob();
  let barren = 0;
  for (let parts = 1; ; parts++) {
    const start = resume ? content.size : 0;
    const call = { method: 'GET', url } as const;
    const cutShort = () => {
      const facts = { ...client.facts(call), received: content.size, expected: size };
      return new ChartroomError('registry.cut-short', facts);
    };
    const asking = client.send({
      ...call,
      headers: start > 0 ? { Range: `bytes=${start}-` } : {},
      expect: start > 0 ? [200, 206, 416] : [200, 404],
      maxBytes: size,
      tolerate: ['cut', 'over-limit'],
      anyContent: true,
      signal,
      onDownload: (bytes) => onProgress?.(Math.min(start + bytes, size)),
    });
    // Without a word about the rest, what broke off is still the answer.
    const response = await asking.catch((error: unknown) => {
      throw start > 0 && isChartroomError(error, 'registry.unreachable') ? cutShort() : error;
    });
    if (response.status === 404) throw new ChartroomError('blob.not-found', { digest });
    if (await isOtherPage(response, size - start)) {
      throw client.protocol(call, response, { reason: 'no-registry' });
    }
    const before = content.size;
    content = joined(content, response, start);
    if (response.end === 'over-limit' || content.size > size) {
      throw new ChartroomError('size.mismatch', { digest, expected: size, actual: size + 1 });
    }
    if (content.size === size) return { content, parts };
    barren = content.size > before ? 0 : barren + 1;
    // A complete response without new bytes: the server's content itself is too short, so another
    // try is useless.
    if (barren > 0 && response.end === 'whole') return { content, parts };
    if (barren >= MAX_BARREN || parts >= MAX_PARTS) throw cutShort();
    await pauseFor(growingPause(barren + 1, client.clock), client.clock, signal);
  }
}

/** Whether a web page came in place of the remaining bytes, which may be a web page themselves. */
async function isOtherPage(response: HttpResponse, remaining: number): Promise<boolean> {
  const fits = response.end !== 'over-limit' && response.body.size === remaining;
  return response.end !== 'cut' && !fits && (await isWebPage(response));
}

/** The content so far: the held part extended by a range, or replaced by a full response. */
function joined(held: Blob, response: HttpResponse, start: number): Blob {
  if (response.status === 416) return held;
  const range = /^bytes (\d+)-/.exec(response.headers.get('Content-Range') ?? '');
  // CORS may hide the header from the page: then a 206 is assumed to begin at `start`.
  const fits = response.status === 206 && Number(range?.[1] ?? start) === start;
  return fits ? new Blob([held, response.body]) : response.body;
}

/** The mismatch of received content, if any: first its size, then its digest. */
async function mismatch(
  content: Blob,
  { digest: expected, size }: Descriptor,
  digester: Digester,
): Promise<ChartroomError | undefined> {
  if (content.size !== size) {
    return new ChartroomError('size.mismatch', {
      digest: expected,
      expected: size,
      actual: content.size,
    });
  }
  const actual = await digester(content, expected);
  return actual === expected
    ? undefined
    : new ChartroomError('digest.mismatch', { expected, actual });
}
