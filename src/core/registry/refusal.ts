import type { ProxyRefusal } from '../errors.ts';
import { isRedirect, type HttpResponse } from './transport.ts';

/** The values of nginx.conf's `X-Chartroom-Refusal`; docs/deployment.md explains each. */
const REFUSALS = new Map<string | null, ProxyRefusal>([
  ['PROXY_HOST', 'host'],
  ['PROXY_PATH', 'path'],
  ['PROXY_CALLER', 'caller'],
  ['PROXY_METHOD', 'request'],
  ['PROXY_REQUEST', 'request'],
  ['PROXY_SIGN_IN', 'sign-in'],
  ['PROXY_LIMIT', 'limit'],
  ['PROXY_REDIRECT', 'redirect'],
  ['PROXY_UNREACHABLE', 'unreachable'],
  ['PROXY_GATEWAY', 'gateway'],
  ['PROXY_ANSWER', 'no-http'],
  ['PROXY_FAULT', 'fault'],
]);

/**
 * Why this site's proxy, or a server in front of the site, answers in the place of a registry;
 * undefined if the response is the registry's. Only the proxy can send these headers, and a
 * response to HEAD has them too: `X-Chartroom-Refusal`, and `X-Chartroom-Proxy` with every response
 * that passed the proxy. `isPage`: the response is a web page.
 */
export function refusalIn(response: HttpResponse, isPage = false): ProxyRefusal | undefined {
  const { status, headers } = response;
  const refusal = headers.get('X-Chartroom-Refusal');
  if (refusal !== null) return REFUSALS.get(refusal) ?? 'fault';
  const succeeds = status >= 200 && status < 300 && !isPage;
  if (headers.has('X-Chartroom-Proxy') || succeeds) return undefined;
  // The proxy follows redirects itself: this one leads to the page of a sign-in.
  return status === 401 || isRedirect(response) ? 'sign-in' : 'front';
}
