/**
 * Origins that the site's own Content-Security-Policy blocked. A blocked request fails like one to
 * an unreachable server; only an event distinguishes them.
 */
const refused = new Set<string>();

/** Starts listening; to be called before the first request. */
export function watchPolicy(): void {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === 'connect-src') refused.add(originOf(blockedURI));
  });
}

/** Whether the site's policy blocked `url`; to be called after a request failed. */
export async function isRefusedByPolicy(url: string): Promise<boolean> {
  // The event is queued as a task of its own, and may come after the failure.
  await new Promise((resolve) => setTimeout(resolve));
  return refused.has(originOf(url));
}

function originOf(url: string): string {
  return /^\w+:\/\/[^/]*/.exec(url)?.[0] ?? url;
}
