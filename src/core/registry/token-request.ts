import { ChartroomError, type RequestFacts } from '../errors.ts';
import { ambiguousKey, goStruct } from '../go/struct-keys.ts';
import { isRecord, parseJson } from '../json.ts';
import { textOf } from '../read-blob.ts';
import { basicAuthorization, type Credentials } from './credentials.ts';
import { cutShort, failureOf } from './failure.ts';
import type { Scope } from './scopes.ts';
import type { HttpRequest, HttpResponse } from './transport.ts';

/** A token and its lifetime. */
export interface Token {
  value: string;
  /** Seconds from the time of the request. */
  lifetime: number;
}

export interface TokenQuery {
  /** The address that the request is sent to, through the proxy if there is one. */
  url: string;
  service: string | undefined;
  scopes: Scope[];
  credentials: Credentials | undefined;
  /** The header for the credentials, which is a different one with a proxy. */
  header: string;
  /** The token server's own address, for errors. */
  facts: RequestFacts;
}

const CLIENT_ID = 'chartroom';
const MAX_TOKEN_BODY = 128 * 1024;
/**
 * The lifetime of a token without `expires_in` (Distribution, "Token Authentication
 * Specification").
 */
const DEFAULT_LIFETIME = 60;
/** Statuses by which servers refuse the POST form. */
const NO_POST = [400, 404, 405, 501];

/**
 * Asks a token server for a token: with a GET (Distribution, "Token Authentication Specification"),
 * or, with an identity token, first with a POST (the "OAuth2" form). The GET is preferred because
 * every server supports it: GHCR answers 405 to a POST.
 */
export async function requestToken(
  query: TokenQuery,
  send: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<Token> {
  const { credentials } = query;
  if (credentials && 'identityToken' in credentials) {
    const response = await send(postRequest(query, credentials.identityToken));
    if (!NO_POST.includes(response.status)) return readToken(response, query, 'POST');
  }
  return readToken(await send(getRequest(query)), query, 'GET');
}

/**
 * Redirects are refused: neither the credentials nor the trust in the response may pass to another
 * server.
 */
const RULES = { maxBytes: MAX_TOKEN_BODY, redirect: 'refuse' } as const;

function getRequest({ url, service, scopes, credentials, header }: TokenQuery): HttpRequest {
  const parameters = new URLSearchParams(service === undefined ? {} : { service });
  for (const scope of scopes) parameters.append('scope', scope);
  const separator = url.includes('?') ? '&' : '?';
  return {
    ...RULES,
    method: 'GET',
    url: parameters.size > 0 ? `${url}${separator}${parameters}` : url,
    headers: credentials && { [header]: basicAuthorization(credentials) },
  };
}

function postRequest({ url, service, scopes }: TokenQuery, identityToken: string): HttpRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: identityToken,
    client_id: CLIENT_ID,
    ...(service !== undefined && { service }),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  });
  return {
    ...RULES,
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
}

async function readToken(
  response: HttpResponse,
  { credentials, facts }: TokenQuery,
  method: string,
): Promise<Token> {
  const request = { ...facts, method };
  if (response.status !== 200) {
    throw await failureOf(response, request, credentials !== undefined);
  }
  if (response.end === 'cut') throw cutShort(response, request);
  const answer = parseToken(response.end === 'whole' ? await textOf(response.body) : '');
  if (!answer) {
    throw new ChartroomError('registry.protocol', {
      ...request,
      status: response.status,
      reason: 'no-token',
    });
  }
  return answer;
}

/** The response of a token server (Distribution, "Token Authentication Specification"). */
const FIELDS = goStruct({
  token: undefined,
  access_token: undefined,
  expires_in: undefined,
  issued_at: undefined,
  refresh_token: undefined,
});

/** `token` or `access_token`, if it is valid in a header. */
function parseToken(text: string): Token | undefined {
  const body = parseJson(text);
  if (!isRecord(body) || ambiguousKey(text, FIELDS)) return undefined;
  const value = body['token'] || body['access_token'];
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) return undefined;
  const lifetime = body['expires_in'];
  const usable = typeof lifetime === 'number' && lifetime > 0;
  return { value, lifetime: usable ? lifetime : DEFAULT_LIFETIME };
}
