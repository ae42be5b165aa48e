import { fetchTransport } from '../core/registry/fetch-transport.ts';
import { xhrUpload } from './xhr-upload.ts';
import type { Transport } from '../core/registry/transport.ts';

const byFetch = fetchTransport((input, init) => fetch(input, init));

/**
 * The page's HTTP: `fetch`, but for uploads, which go by XMLHttpRequest, since it alone tells
 * in every browser how far an upload has come.
 */
export const browserTransport: Transport = (request) =>
  request.body instanceof Blob && request.onUpload ? xhrUpload(request) : byFetch(request);

/**
 * Whether a server answers at all, even one that doesn't let this page read the answer: a
 * `no-cors` request succeeds wherever there is a connection.
 */
export async function probe(url: string): Promise<boolean> {
  try {
    await fetch(url, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(10_000),
    });
    return true;
  } catch {
    return false;
  }
}
