import { blobOf } from '../core/read-blob.ts';
import { idleTimer } from '../core/registry/idle.ts';
import {
  bodyLimit,
  hasNoBody,
  IDLE_TIMEOUT,
  type HttpRequest,
  type HttpResponse,
} from '../core/registry/transport.ts';

/**
 * Sends a request with a body by XMLHttpRequest and reports its progress. The browser streams a
 * `Blob` from where it is stored, without copying it into the page.
 *
 * XMLHttpRequest always follows redirects. The page's policy (`connect-src`) limits their targets,
 * and the client refuses a response from another origin.
 */
export async function xhrUpload(request: HttpRequest): Promise<HttpResponse> {
  request.signal?.throwIfAborted();
  const xhr = new XMLHttpRequest();
  const idle = idleTimer(request.idleTimeout ?? IDLE_TIMEOUT, request.signal);
  const abort = () => xhr.abort();
  idle.signal.addEventListener('abort', abort);
  try {
    await new Promise<void>((resolve, reject) => {
      xhr.open(request.method, request.url);
      for (const [name, value] of Object.entries(request.headers ?? {})) {
        xhr.setRequestHeader(name, value);
      }
      xhr.responseType = 'arraybuffer';
      xhr.upload.onprogress = ({ loaded }) => {
        idle.alive();
        request.onUpload?.(loaded);
      };
      xhr.onreadystatechange = () => {
        if (xhr.readyState === XMLHttpRequest.HEADERS_RECEIVED && isEmpty(xhr, request)) resolve();
      };
      xhr.onload = () => resolve();
      xhr.onerror = () => reject(new TypeError('upload failed'));
      xhr.onabort = () => reject(idle.signal.reason);
      xhr.send(request.body ?? null);
    });
  } finally {
    idle.stop();
    idle.signal.removeEventListener('abort', abort);
  }
  return answerOf(xhr, request);
}

/** As many answers to uploads have nothing in them, their end isn't waited for. */
function isEmpty(xhr: XMLHttpRequest, request: HttpRequest): boolean {
  return hasNoBody(request, { headers: parseHeaders(xhr.getAllResponseHeaders()) });
}

/** The response. Those to uploads are short; a longer one is cut after it was received. */
function answerOf(xhr: XMLHttpRequest, request: HttpRequest): HttpResponse {
  // Null if no answer came.
  const bytes = xhr.response as ArrayBuffer | null;
  const body = blobOf(bytes ? [new Uint8Array(bytes)] : []);
  const limit = bodyLimit(xhr.status, request.maxBytes);
  return {
    status: xhr.status,
    url: xhr.responseURL,
    headers: parseHeaders(xhr.getAllResponseHeaders()),
    body: body.size > limit ? body.slice(0, limit) : body,
    end: body.size > limit ? 'over-limit' : 'whole',
  };
}

/** The headers that the page may read, one in a line (XMLHttpRequest, "getAllResponseHeaders"). */
function parseHeaders(text: string): Headers {
  const headers = new Headers();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return headers;
}
