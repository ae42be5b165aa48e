import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../digest.ts';
import { isManifestType } from '../oci/media-types.ts';
import { parseManifest } from '../oci/manifest.ts';
import { textOf } from '../read-blob.ts';

/** How deep manifests may lie within indexes; in real artifacts it is one level or two. */
export const MAX_DEPTH = 8;

/**
 * Everything that an artifact consists of, each blob and manifest once: `root`, its content, and so
 * on. `read` returns a manifest's bytes, or undefined if they can't be read: then the content of
 * that manifest is unknown and left out.
 */
export async function reach(
  root: Descriptor,
  read: (manifest: Descriptor) => Promise<Blob | undefined>,
): Promise<Descriptor[]> {
  const found = new Map<Digest, Descriptor>([[root.digest, root]]);
  // A Map's iterator also visits what is added on the way.
  for (const descriptor of found.values()) {
    const blob = isManifestType(descriptor.mediaType) ? await read(descriptor) : undefined;
    if (!blob) continue;
    for (const child of successors(await textOf(blob), descriptor.mediaType)) {
      if (!found.has(child.digest)) found.set(child.digest, child);
    }
  }
  return [...found.values()];
}

/** The descriptors in a manifest, each digest once, without its `subject`. */
export function successors(text: string, mediaType: string): Descriptor[] {
  const parsed = parseManifest(text, mediaType);
  const all = 'manifests' in parsed ? parsed.manifests : [parsed.config, ...parsed.layers];
  return [...new Map(all.map((descriptor) => [descriptor.digest, descriptor])).values()];
}
