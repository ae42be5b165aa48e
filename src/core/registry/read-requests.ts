import type { Digest } from '../digest.ts';
import { ACCEPT_MANIFESTS, MAX_MANIFEST_SIZE } from '../oci/media-types.ts';
import type { HttpRequest } from './transport.ts';

/** The request for a manifest at its address (distribution-spec, "Pulling manifests"). */
export function manifestRequest(url: string) {
  return {
    method: 'GET',
    url,
    headers: { Accept: ACCEPT_MANIFESTS },
    maxBytes: MAX_MANIFEST_SIZE,
  } as const satisfies HttpRequest;
}

/** Where a repository has a manifest; `base` is the registry's address, `name` a tag or digest. */
export function manifestUrl(base: string, repository: string, name: string): string {
  return `${base}/v2/${repository}/manifests/${name}`;
}

/** Where a repository has a blob (distribution-spec, "Pulling blobs"). */
export function blobUrl(base: string, repository: string, digest: Digest): string {
  return `${base}/v2/${repository}/blobs/${digest}`;
}
