/** Media types in descriptors and Content-Type headers. */
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
export const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';

/**
 * The Accept header of a manifest request. It has at most 128 bytes: with a longer value a
 * cross-origin GET needs a preflight (Fetch, "CORS-safelisted request-header").
 */
export const ACCEPT_MANIFESTS = `${OCI_MANIFEST}, ${OCI_INDEX}`;

/**
 * Registries accept manifests of at least this size (distribution-spec); larger ones aren't read.
 */
export const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;

const MANIFESTS = new Set([OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_INDEX]);

/** Whether a registry stores content of this type under /manifests/ rather than /blobs/. */
export function isManifestType(mediaType: string): boolean {
  return MANIFESTS.has(mediaType);
}

/** A Content-Type header without its parameters, in lower case. */
export function essence(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
