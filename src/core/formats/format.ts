import type { StoredManifest } from '../content/target.ts';

/** The formats a chart can be pushed in; see docs/formats.md. */
export const FORMATS = ['helm', 'two-layer', 'single-layer'] as const;
export type Format = (typeof FORMATS)[number];

/** Whether a chart's `.prov` is pushed with it: the formats of 2019 have no place for one. */
export function carriesProvenance(format: Format): boolean {
  return format === 'helm';
}

/**
 * Every format in which charts have been stored in registries, named after its writer. The first
 * three can be written, all can be read.
 */
export type StoredFormat = Format | 'helm-3-alpha' | 'helm-3-beta' | 'helm-3-rc' | 'layer-pair';

/** A manifest and the blobs it names, as `copy` moves them: blobs first, the manifest last. */
export interface Artifact {
  manifest: StoredManifest;
  blobs: StoredManifest[];
}
