/** An HTTP request, with the options that a registry client needs. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string> | undefined;
  /** A Blob is sent with the `Content-Type` of `headers`, whatever type it has itself (XHR, "send()"). */
  body?: Blob | string;
  signal?: AbortSignal | undefined;
  /** Called with the bytes of the body sent so far. */
  onUpload?: ((bytes: number) => void) | undefined;
  /** Called with the bytes of the response received so far. */
  onDownload?: ((bytes: number) => void) | undefined;
  /** Reading stops beyond this many bytes; 64 KiB if not given, and at most that for an error. */
  maxBytes?: number;
  /** Milliseconds without a byte in either direction; one minute if not given. */
  idleTimeout?: number;
  /**
   * `refuse` if a response from another place can't be trusted, for instance a token: the redirect
   * itself is the response, in a browser with status 0 and nothing else.
   */
  redirect?: 'follow' | 'refuse';
  /** Whether the browser adds cookies and passwords that it has for the page's own site; not if not given. */
  credentials?: 'omit' | 'same-origin';
}

/** How a response ended: complete, cut off by the network, or cut off by us at `maxBytes`. */
export type AnswerEnd = 'whole' | 'cut' | 'over-limit';

export interface HttpResponse {
  status: number;
  /** The address that the response came from, after redirects. */
  url: string;
  headers: Headers;
  /** The received part of the body, with its content coding decoded. */
  body: Blob;
  end: AnswerEnd;
}

/**
 * Sends a request and reads the response. It rejects only if no response arrived: with an
 * AbortError if the signal aborted, otherwise with the platform's error. A response that broke off
 * later ends in `cut`, since a download can continue from there.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** The limit for requests without one, and for every error response. */
export const SMALL_BODY = 64 * 1024;

/** A minute of silence: longer than any registry takes to begin its response to a small request. */
export const IDLE_TIMEOUT = 60_000;

/**
 * How much of a body to read; that of an error is limited, since it may be text or markup of any
 * length.
 */
export function bodyLimit(status: number, maxBytes = SMALL_BODY): number {
  return status >= 400 ? SMALL_BODY : maxBytes;
}

/**
 * Whether it is known from a response's headers that nothing follows them (RFC 9110, sections 8.6 and
 * 9.3.2). Pages may read `Content-Length` from any origin (Fetch, "CORS-safelisted response-header
 * name").
 */
export function hasNoBody(
  { method }: Pick<HttpRequest, 'method'>,
  { headers }: Pick<HttpResponse, 'headers'>,
): boolean {
  return method === 'HEAD' || headers.get('Content-Length') === '0';
}

/** Whether a response is a redirect that wasn't followed, to which browsers give no status. */
export function isRedirect({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status === 0 || (status >= 300 && status < 400);
}
