/**
 * Origins of requests that the site's own Content-Security-Policy blocked. A blocked request fails
 * like one to an unreachable server; only an event distinguishes them.
 */
const blocked = new Set<string>();

/** How the policy blocked a request: to its own address, or after a redirect from there. */
export type PolicyBlock = 'refused' | 'redirected';

/** Starts listening; to be called before the first request. */
export function watchPolicy(): void {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === 'connect-src') blocked.add(originOf(blockedURI));
  });
}

/**
 * How the site's policy blocked `url`, if it did; to be called after a request failed. A redirect to
 * an address that the policy doesn't allow is reported with the address that redirects (CSP 3,
 * 5.3), so that is requested once more, without following it.
 */
export async function policyOn(url: string): Promise<PolicyBlock | undefined> {
  await reported();
  if (!blocked.delete(originOf(url))) return undefined;
  const request = { method: 'HEAD', redirect: 'manual', credentials: 'omit' } as const;
  await fetch(url, { ...request, cache: 'no-store', referrerPolicy: 'no-referrer' }).catch(
    () => undefined,
  );
  await reported();
  return blocked.has(originOf(url)) ? 'refused' : 'redirected';
}

/** The event is queued as a task of its own, and may come after the failure. */
function reported(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function originOf(url: string): string {
  return /^\w+:\/\/[^/]*/.exec(url)?.[0] ?? url;
}
