import type { ErrorRecord } from '../errors.ts';
import { METADATA } from '../chart/metadata-shape.ts';
import { kindOf, type ArtifactKind } from '../formats/kind.ts';
import { ambiguousKey } from '../go/struct-keys.ts';
import { isRecord, parseJson } from '../json.ts';
import { HELM_CONFIG } from '../oci/chart-media-types.ts';
import { createdIn } from '../oci/annotations.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest, type Manifest } from '../oci/manifest.ts';
import { structOf } from '../yaml/decode.ts';
import { textOf } from '../read-blob.ts';

/** A kept artifact as the library lists it. */
export interface KeptArtifact {
  name: string;
  descriptor: Descriptor;
  /**
   * Bytes of its layers, as registries' lists have them, including those shared with other artifacts;
   * of an index, of everything that it names.
   */
  size: number;
  kind: ArtifactKind;
  /** When it was made, in milliseconds, where its manifest says so. */
  created?: number | undefined;
  /** From the manifest or its config; the oldest format has no chart metadata there. */
  chart?: { name: string; version: string; description?: string | undefined } | undefined;
}

/**
 * A name whose manifest can't be read back. It is listed so that it can be removed or kept anew.
 */
export interface DamagedArtifact {
  name: string;
  error: ErrorRecord;
}

export type LibraryEntry = KeptArtifact | DamagedArtifact;

const CONFIG = structOf(METADATA);

/**
 * What a manifest says of itself, without its layers; how large these are, unless it is an index; of
 * a chart also name, version and description: from Helm's config, or from the annotations of the 2019
 * demo's content layer.
 */
export async function factsOf(
  text: string,
  mediaType: string,
  read: (descriptor: Descriptor) => Promise<Blob>,
): Promise<Pick<KeptArtifact, 'kind' | 'created' | 'chart'> & { size?: number }> {
  const manifest = parseManifest(text, mediaType);
  const told = { kind: kindOf(manifest), created: createdIn(manifest.annotations) };
  if ('manifests' in manifest) return told;
  return { ...told, size: sizeOf(manifest.layers), chart: await chartOf(manifest, read) };
}

/** Bytes of all of them together. */
export function sizeOf(parts: readonly Descriptor[]): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}

async function chartOf(
  { config, layers }: Manifest,
  read: (descriptor: Descriptor) => Promise<Blob>,
): Promise<KeptArtifact['chart']> {
  if (config.mediaType === HELM_CONFIG) {
    const fields = await textOf(await read(config));
    // A config that other tools may read differently isn't a reliable source for a name.
    return ambiguousKey(fields, CONFIG) ? undefined : chartIn(parseJson(fields));
  }
  const annotations = layers.map((layer) => layer.annotations ?? {});
  const own = annotations.find((map) => map['chart.name'] !== undefined);
  return own && chartIn({ name: own['chart.name'], version: own['chart.version'] });
}

function chartIn(value: unknown): KeptArtifact['chart'] {
  if (!isRecord(value)) return undefined;
  const { name, version, description } = value;
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  return { name, version, ...(typeof description === 'string' && { description }) };
}
