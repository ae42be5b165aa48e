import { abortable } from '../core/abortable.ts';
import { fetchTransport } from '../core/registry/fetch-transport.ts';
import type { HttpRequest, HttpResponse, Transport } from '../core/registry/transport.ts';

/** How long an answer is kept that nobody has asked for: a tag may come to name something else. */
const KEPT_MS = 30_000;

const begun = new Map<string, Promise<HttpResponse>>();

export const byFetch: Transport = fetchTransport((input, init) => fetch(input, init));

/** Sends a request for which the code that will make it isn't there yet; the answer may be ignored. */
export function begin(request: HttpRequest): Promise<HttpResponse> {
  const answer = byFetch(request);
  // Told by whatever makes the request; if nothing does, nothing is missing.
  answer.catch(() => undefined);
  const key = keyOf(request);
  begun.set(key, answer);
  setTimeout(() => begun.delete(key), KEPT_MS);
  return answer;
}

/** The answer to this very request, if it has been begun; each is given once. */
export function answerBegun(request: HttpRequest): Promise<HttpResponse> | undefined {
  const key = keyOf(request);
  const answer = begun.get(key);
  begun.delete(key);
  return answer && abortable(answer, request.signal);
}

/** All by which two requests can differ in their answers. */
function keyOf(request: HttpRequest): string {
  const { method, url, headers = {}, credentials = 'omit', redirect = 'follow' } = request;
  return JSON.stringify([method, url, Object.entries(headers).sort(), credentials, redirect]);
}
