import type { Descriptor } from '../oci/descriptor.ts';
import type { Index, Manifest } from '../oci/manifest.ts';

/**
 * The tag and the media types of what tells Artifact Hub whose a repository is
 * (https://artifacthub.io/docs/topics/repositories/helm-charts, "OCI support").
 */
export const HUB_TAG = 'artifacthub.io';
export const HUB_CONFIG = 'application/vnd.cncf.artifacthub.config.v1+yaml';
export const HUB_LAYER = 'application/vnd.cncf.artifacthub.repository-metadata.layer.v1.yaml';
/** The name of the file that it is. */
export const HUB_FILE = 'artifacthub-repo.yml';
/** Whether a manifest is that of Artifact Hub's metadata. */
export function isHubMetadata(manifest: Manifest | Index): boolean {
  return (
    'layers' in manifest &&
    (manifest.config.mediaType === HUB_CONFIG || hubLayer(manifest) !== undefined)
  );
}

/** The layer that holds the file. */
export function hubLayer(manifest: Manifest | Index): Descriptor | undefined {
  const layers = 'layers' in manifest ? manifest.layers : [];
  return layers.find(({ mediaType }) => mediaType === HUB_LAYER);
}
