/** What a page will need in any case, asked for while its code is on its way. */
import { exactName } from '../core/actions/exact-name.ts';
import { splitReference } from '../core/oci/reference.ts';
import { Endpoint } from '../core/registry/endpoint.ts';
import { manifestRequest, manifestUrl } from '../core/registry/manifest-request.ts';
import { begin } from '../platform/begun.ts';
import { addressOf, siteOnce } from '../platform/site.ts';
import { startFirstCompute } from '../worker/first-compute.ts';
import type { Route } from './routes.ts';

/** Begins what the page at `route` waits for. What fails here fails again where it is needed. */
export function beginAhead(route: Route): void {
  if (route.view !== 'chart') return;
  startFirstCompute();
  if (route.place === 'chart') askForManifest(route.reference).catch(() => undefined);
}

/**
 * Asks for a chart's manifest as the registry client asks for it at first, without a sign-in: it
 * learns only from the answer whether one is needed.
 */
async function askForManifest(text: string): Promise<void> {
  const reference = splitReference(text);
  const name = exactName(reference);
  if (name === undefined) return;
  const { registry, repository } = reference;
  const { proxied, signIn } = await siteOnce();
  const endpoint = new Endpoint(addressOf(registry, proxied.includes(registry), signIn));
  begin(endpoint.sent(manifestRequest(manifestUrl(endpoint.base, repository, name))));
}
