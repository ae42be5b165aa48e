import { goJson } from '../go/json.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf } from '../oci/digest.ts';
import type { Digest } from '../digest.ts';
import { OCI_CONFIG, OCI_MANIFEST } from '../oci/media-types.ts';
import type { StoredManifest } from '../content/target.ts';
import type { Artifact } from './format.ts';

/** A blob with its descriptor; keys in the order Helm and ORAS write them. */
export async function describe(
  mediaType: string,
  blob: Blob,
  annotations?: Record<string, string>,
  digest?: Digest,
): Promise<StoredManifest> {
  const descriptor: Descriptor = {
    mediaType,
    digest: digest ?? (await digestOf(blob)),
    size: blob.size,
    ...(annotations && { annotations }),
  };
  return { descriptor, blob };
}

/** The config of the 2019 formats: an empty object, typed as an image's config. */
export function emptyConfig(): Promise<StoredManifest> {
  return describe(OCI_CONFIG, new Blob(['{}']));
}

/**
 * The manifest over `config` and `layers`: compact JSON with the keys that Helm and ORAS v0.3
 * wrote, in their order; without `mediaType`, which neither writes.
 */
export async function assembleManifest(
  config: StoredManifest,
  layers: StoredManifest[],
  annotations?: Record<string, string>,
): Promise<Artifact> {
  const manifest = goJson({
    schemaVersion: 2,
    config: goDescriptor(config.descriptor),
    layers: layers.map(({ descriptor }) => goDescriptor(descriptor)),
    annotations: goMap(annotations),
  });
  return {
    manifest: await describe(OCI_MANIFEST, new Blob([manifest])),
    blobs: [config, ...layers],
  };
}

/** A descriptor with its keys in the order of the struct (image-spec, `specs-go/v1`). */
function goDescriptor({ mediaType, digest, size, annotations }: Descriptor): object {
  return { mediaType, digest, size, annotations: goMap(annotations) };
}

/** Annotations as Go writes them: sorted, and left out if there are none. */
function goMap(annotations: Record<string, string> = {}): Map<string, string> | undefined {
  const entries = Object.entries(annotations);
  return entries.length > 0 ? new Map(entries) : undefined;
}
