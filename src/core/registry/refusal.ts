import type { ProxyRefusal } from '../errors.ts';

/** What nginx.conf says in `X-Chartroom-Refusal`; docs/deployment.md explains each. */
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
 * Why this site's proxy answers in the registry's place; undefined where the registry does. The
 * header is the proxy's own: registries can't send it, and an answer to HEAD has it too.
 */
export function refusalIn(headers: Headers): ProxyRefusal | undefined {
  return REFUSALS.get(headers.get('X-Chartroom-Refusal'));
}
