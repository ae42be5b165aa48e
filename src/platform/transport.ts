import { SMALL_BLOB } from '../core/read-blob.ts';
import { answerBegun, byFetch } from './begun.ts';
import { xhrUpload } from './xhr-upload.ts';
import type { Transport } from '../core/registry/transport.ts';

/**
 * The page's HTTP: `fetch`, except for uploads, which use XMLHttpRequest, since only that reports
 * upload progress in every browser. For small ones there is none to report, and `fetch` is quicker.
 * What was begun before this code was there isn't sent again.
 */
export const browserTransport: Transport = (request) =>
  request.body instanceof Blob && request.body.size > SMALL_BLOB && request.onUpload
    ? xhrUpload(request)
    : (answerBegun(request) ?? byFetch(request));

/**
 * Whether a server answers at all, even if this page may not read the response: a `no-cors` request
 * succeeds with any response.
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
