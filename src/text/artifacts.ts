import type { Format, StoredFormat } from '../core/formats/format.ts';

/** The formats a chart can be pushed in, by the name that people choose them by. */
export const FORMAT_NAMES: Record<Format, string> = {
  helm: 'Helm',
  'two-layer': 'Two layers (2019 demo)',
  'single-layer': 'Single layer (2019 demo)',
};

/** What each of them is for. */
export const FORMAT_NOTES: Record<Format, string> = {
  helm: 'Today’s format: Helm 3.8 to 4 pull it.',
  'two-layer':
    'Chart.yaml and content in layers of their own: charts that differ only in Chart.yaml share their content. Helm can’t pull it.',
  'single-layer': 'The packed chart as the only layer. Helm can’t pull it.',
};

const STORED: Record<StoredFormat, string> = {
  helm: 'Helm’s format (3.7 and later)',
  'two-layer': 'Two layers, as the 2019 demo wrote them',
  'single-layer': 'A single layer, as the 2019 demo first wrote it',
  'helm-3-alpha': 'The format of Helm 3’s alpha versions',
  'helm-3-beta': 'The format of Helm 3’s beta versions',
  'helm-3-rc': 'The format of Helm 3.0 to 3.6',
  'layer-pair': 'A pair of layers, chart.config and content, as the 2019 demo’s text lists them',
};

/** How a pulled chart was stored, in words. */
export function storedFormat(format: StoredFormat): string {
  return STORED[format];
}

/** What a blob of a chart is, by its media type. */
export function blobName(mediaType: string): string {
  return BLOBS.find(([pattern]) => pattern.test(mediaType))?.[1] ?? mediaType;
}

const BLOBS: [RegExp, string][] = [
  [/\.image\.(manifest|index)\./, 'Manifest'],
  [/helm\.chart\.meta\.|helm\.chart\.config\./, 'Metadata'],
  [/helm\.chart\.provenance\./, 'Provenance'],
  [/helm\.chart\.content\.|tar\+gzip$/, 'Chart'],
  [/\.config\./, 'Config'],
];

/** Kinds of artifacts other than charts; the first whose pattern matches a media type counts. */
const KINDS: [RegExp, string][] = [
  [/cosign|sigstore|notary|signature/i, 'a signature'],
  [/spdx|cyclonedx/i, 'a bill of materials (SBOM)'],
  [/in-toto|provenance/i, 'an attestation'],
  [/cncf\.artifacthub/, 'metadata of a repository for Artifact Hub'],
  [/wasm/i, 'a WebAssembly module'],
  [/docker\.|image\.rootfs|image\.layer\.v1\.tar/, 'a container image'],
];

/** What an artifact with these media types is, in words. */
export function whatIs(found: readonly string[]): string {
  for (const [pattern, name] of KINDS) {
    if (found.some((type) => pattern.test(type))) return name;
  }
  if (found.some((type) => /image\.(index|manifest)/.test(type))) return 'an index of other things';
  return found.length > 0 ? 'an artifact of another kind' : 'an empty artifact';
}
