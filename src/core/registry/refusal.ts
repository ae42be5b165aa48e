import type { ProxyRefusal } from '../errors.ts';

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
 * Why this site's proxy refused a request; undefined if the response is the registry's. Only the
 * proxy can send this header, and a response to HEAD has it too.
 */
export function refusalIn(headers: Headers): ProxyRefusal | undefined {
  return REFUSALS.get(headers.get('X-Chartroom-Refusal'));
}
