import type { Index, Manifest } from '../oci/manifest.ts';
import { OCI_CONFIG } from '../oci/media-types.ts';
import { chartIn } from './recognise.ts';

/** What an artifact is, as far as a person who looks for charts wants to know. */
export type ArtifactKind = 'chart' | 'image' | 'other';

/** The layers of images, Docker's included (image-spec, layer.md; Docker's manifest, schema 2). */
const IMAGE_LAYER = /^application\/vnd\.(?:oci\.image\.layer\.|docker\.image\.rootfs\.)/;
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';

/**
 * The kind of artifact that a manifest describes. Signatures borrow the config of an image, so its
 * layers must be an image's too. An image for several platforms is an index; what is listed in an
 * index as an artifact has a type there (image-spec, image-index.md).
 */
export function kindOf(manifest: Manifest | Index): ArtifactKind {
  if ('manifests' in manifest) {
    const { artifactType, manifests } = manifest;
    const isTyped = artifactType || manifests.some((entry) => entry.artifactType);
    return isTyped || manifests.length === 0 ? 'other' : 'image';
  }
  if (chartIn(manifest)) return 'chart';
  const { artifactType, config, layers } = manifest;
  const isImage =
    !artifactType &&
    (config.mediaType === OCI_CONFIG || config.mediaType === DOCKER_CONFIG) &&
    layers.every(({ mediaType }) => IMAGE_LAYER.test(mediaType));
  return isImage ? 'image' : 'other';
}
