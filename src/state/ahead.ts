/** What a page will need in any case, asked for while its code is on its way. */
import { exactName } from '../core/actions/exact-name.ts';
import { isRecord, parseJson } from '../core/json.ts';
import { HELM_CHART } from '../core/oci/chart-media-types.ts';
import type { Digest } from '../core/digest.ts';
import { isDigest } from '../core/oci/digest.ts';
import { splitReference } from '../core/oci/reference.ts';
import { Endpoint } from '../core/registry/endpoint.ts';
import { blobUrl, manifestRequest, manifestUrl } from '../core/registry/read-requests.ts';
import { textOf } from '../core/read-blob.ts';
import { begin } from '../platform/begun.ts';
import { addressOf, siteOnce } from '../platform/site.ts';
import { startFirstCompute } from '../worker/first-compute.ts';
import type { Route } from './routes.ts';

/** The largest archive that is asked for before there is anything to show its progress with, or to stop it. */
const MAX_SIZE = 1_000_000;

/** Begins what the page at `route` waits for. What fails here fails again where it is needed. */
export function beginAhead(route: Route): void {
  // While the page is drawn: a chart may be chosen as soon as the view for publishing stands.
  if (route.view === 'publish' || route.view === 'chart') startFirstCompute();
  const isStored = route.view === 'chart' && route.place === 'chart';
  if (isStored) askForChart(route.reference).catch(() => undefined);
}

/**
 * Asks for a chart's manifest and its archive as the registry client asks for them at first, without a
 * sign-in: it learns only from the answer whether one is needed.
 */
async function askForChart(text: string): Promise<void> {
  const reference = splitReference(text);
  const name = exactName(reference);
  if (name === undefined) return;
  const { registry, repository } = reference;
  const { proxied, signIn } = await siteOnce();
  const endpoint = new Endpoint(addressOf(registry, proxied.includes(registry), signIn));
  const url = manifestUrl(endpoint.base, repository, name);
  const { status, body } = await begin(endpoint.sent(manifestRequest(url)));
  const archive = status === 200 ? archiveIn(await textOf(body)) : undefined;
  if (!archive) return;
  const place = blobUrl(endpoint.base, repository, archive.digest);
  void begin(endpoint.sent({ method: 'GET', url: place, maxBytes: archive.size }));
}

/** The archive that a manifest names, if it is small. Whoever uses it reads the manifest with more care. */
function archiveIn(manifest: string): { digest: Digest; size: number } | undefined {
  const value = parseJson(manifest);
  const layers = isRecord(value) && Array.isArray(value['layers']) ? value['layers'] : [];
  const { digest, size } = layers.filter(isRecord).find((l) => l['mediaType'] === HELM_CHART) ?? {};
  if (typeof digest !== 'string' || typeof size !== 'number') return undefined;
  return isDigest(digest) && size <= MAX_SIZE ? { digest, size } : undefined;
}
