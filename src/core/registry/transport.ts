/** One HTTP exchange, as the client of a registry needs it. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string> | undefined;
  body?: Blob | string;
  signal?: AbortSignal | undefined;
  /** Bytes of the body sent so far. */
  onUpload?: ((bytes: number) => void) | undefined;
  /** Bytes of the answer received so far. */
  onDownload?: ((bytes: number) => void) | undefined;
  /** Reading stops beyond this many bytes; 64 KiB if not given, and never more of an error. */
  maxBytes?: number;
  /** Milliseconds without a byte in either direction; one minute if not given. */
  idleTimeout?: number;
  /** `error` where an answer from another place is worth nothing: a token, for instance. */
  redirect?: 'follow' | 'error';
}

/** How an answer ended: whole, cut off by the network, or by us at `maxBytes`. */
export type AnswerEnd = 'whole' | 'cut' | 'over-limit';

export interface HttpResponse {
  status: number;
  /** Where the answer came from, after redirects. */
  url: string;
  headers: Headers;
  /** As much of the body as arrived, content coding undone. */
  body: Blob;
  end: AnswerEnd;
}

/**
 * Sends a request and reads the answer. It rejects only where no answer arrived: with an
 * AbortError if the signal says so, else with whatever the platform throws. What broke off
 * later is an answer that ends in `cut`, since a download can go on from there.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** The cap where a request names none, and of every answer that reports an error. */
export const SMALL_BODY = 64 * 1024;

/** A minute of silence: longer than any registry takes to begin an answer to a small request. */
export const IDLE_TIMEOUT = 60_000;

/** How much of a body to read: errors are prose or markup of any length. */
export function bodyLimit(status: number, maxBytes = SMALL_BODY): number {
  return status >= 400 ? SMALL_BODY : maxBytes;
}
