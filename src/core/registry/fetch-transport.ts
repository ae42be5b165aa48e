import { blobOf } from '../read-blob.ts';
import { idleTimer, type IdleTimer } from './idle.ts';
import {
  bodyLimit,
  hasNoBody,
  IDLE_TIMEOUT,
  type AnswerEnd,
  type HttpRequest,
  type HttpResponse,
  type Transport,
} from './transport.ts';

/** The part of the Fetch standard's `fetch` that is used here. */
export type Fetch = (
  url: string,
  options: {
    method: string;
    headers: Record<string, string>;
    body: Blob | string | null;
    signal: AbortSignal;
    credentials: 'omit' | 'same-origin';
    referrerPolicy: 'no-referrer';
    cache: 'no-store';
    redirect: 'follow' | 'manual';
  },
) => Promise<Response>;

/**
 * A transport over `fetch`, the page's or Node's. The browser adds nothing of its own: no cookies
 * and no client certificate (`credentials`), unless the request is for the page's own site and says
 * so, and no address of the page (`referrerPolicy`); private content never reaches the disk cache
 * (`cache`).
 */
export function fetchTransport(fetch: Fetch): Transport {
  return async (request) => {
    request.signal?.throwIfAborted();
    const idle = idleTimer(request.idleTimeout ?? IDLE_TIMEOUT, request.signal);
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers ?? {},
        body: request.body ?? null,
        signal: idle.signal,
        credentials: request.credentials ?? 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        redirect: request.redirect === 'refuse' ? 'manual' : 'follow',
      });
      if (request.body instanceof Blob) request.onUpload?.(request.body.size);
      return await readAnswer(response, request, idle);
    } finally {
      idle.stop();
    }
  };
}

/**
 * The body of most answers, to uploads and to questions. A browser takes as long to make a Blob of
 * nothing as of something.
 */
const NO_CONTENT = blobOf([]);
/** Milliseconds between two reports of progress: more frequent ones wouldn't be visible. */
const REPORT_EVERY = 50;

async function readAnswer(
  response: Response,
  request: HttpRequest,
  idle: IdleTimer,
): Promise<HttpResponse> {
  const { status, url, headers } = response;
  const limit = bodyLimit(status, request.maxBytes);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  let end: AnswerEnd = 'whole';
  let reported = performance.now();
  // The end of a body that has nothing in it isn't waited for.
  const reader = hasNoBody(request, response) ? undefined : response.body?.getReader();
  const report = () => status < 400 && request.onDownload?.(Math.min(received, limit));
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      idle.alive();
      received += value.length;
      chunks.push(value);
      const now = performance.now();
      if (now - reported >= REPORT_EVERY) {
        reported = now;
        report();
      }
      if (received > limit) {
        end = 'over-limit';
        await reader.cancel();
        break;
      }
    }
  } catch (error) {
    if (request.signal?.aborted) throw error;
    end = 'cut';
  }
  report();
  const body = chunks.length === 0 ? NO_CONTENT : blobOf(chunks);
  return { status, url, headers, body: received > limit ? body.slice(0, limit) : body, end };
}
