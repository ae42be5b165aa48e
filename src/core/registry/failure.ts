import { ChartroomError, type RegistryFault, type RequestFacts } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { textOf } from '../read-blob.ts';
import { refusalIn } from './refusal.ts';
import type { HttpResponse } from './transport.ts';

/** The number of entries of an error body that are kept, and of characters of any other text. */
const MAX_FAULTS = 20;
const MAX_TEXT = 500;

/**
 * The error for a response of this site's proxy that isn't the registry's; undefined if it is. To be
 * looked at before anything else in a response that came through the proxy.
 */
export async function proxyFailureOf(
  response: HttpResponse,
  request: RequestFacts,
  isPage = false,
): Promise<ChartroomError<'proxy.refused'> | undefined> {
  const reason = refusalIn(response, isPage);
  if (!reason) return undefined;
  const facts = await factsOf(response, request);
  return new ChartroomError('proxy.refused', { ...facts, reason });
}

/**
 * The error for an unexpected response of the registry. `signedIn` distinguishes the two kinds of
 * 401: credentials are required, or they were rejected.
 */
export async function failureOf(
  response: HttpResponse,
  request: RequestFacts,
  signedIn: boolean,
): Promise<ChartroomError> {
  const { retryAfter, ...facts } = await factsOf(response, request);
  const named = (code: string) => facts.faults.some((fault) => fault.code === code);
  switch (response.status) {
    case 401:
      return new ChartroomError(signedIn ? 'auth.denied' : 'auth.required', facts);
    case 403:
      return new ChartroomError('auth.denied', facts);
    default: {
      const busy = response.status === 429 || named('TOOMANYREQUESTS');
      return new ChartroomError(busy ? 'registry.rate-limited' : 'registry.refused', {
        ...facts,
        retryAfter,
      });
    }
  }
}

/** The error for a response that broke off. */
export function cutShort({ body }: HttpResponse, request: RequestFacts): ChartroomError {
  return new ChartroomError('registry.cut-short', { ...request, received: body.size });
}

/** What a refusing response says: its status, its faults, and the seconds to wait. */
async function factsOf(response: HttpResponse, request: RequestFacts) {
  const faults = parseFaults(await textOf(response.body));
  const retryAfter = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
  return { ...request, status: response.status, faults, retryAfter };
}

/**
 * The faults in an error body (distribution-spec, "Error Codes"), or in what is sent instead: zot
 * sends a single object, proxies a line of text, others a page of HTML, which is ignored since it
 * doesn't help a person.
 */
export function parseFaults(body: string): RegistryFault[] {
  const value = parseJson(body);
  if (value === undefined) {
    const text = body.trim();
    const tellsNothing = text === '' || text.startsWith('<');
    return tellsNothing ? [] : [{ code: '', message: text.slice(0, MAX_TEXT) }];
  }
  const list = isRecord(value) && Array.isArray(value['errors']) ? value['errors'] : [value];
  return list.slice(0, MAX_FAULTS).flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [];
    const { code, message, detail } = entry;
    if (typeof code !== 'string' && typeof message !== 'string') return [];
    return [
      {
        code: typeof code === 'string' ? code : '',
        message: typeof message === 'string' ? message.slice(0, MAX_TEXT) : '',
        detail: detail ?? undefined,
      },
    ];
  });
}

/**
 * The seconds to wait according to a Retry-After, which is a number of seconds or a date (RFC 9110,
 * 10.2.3).
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
