import { decode } from '../yaml/decode.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { configJson } from './metadata-json.ts';
import { METADATA, type LooseMetadata } from './metadata-shape.ts';
import { validateMetadata } from './metadata-validate.ts';
import type { ChartMetadata } from './metadata.ts';

/**
 * The metadata in Chart.yaml, neither checked nor cleaned: even the name may be missing. With
 * `onto` it reads the requirements.yaml that v1 charts may have, on top of Chart.yaml's metadata. A
 * value of the wrong type is `chart.metadata-invalid`.
 */
export function decodeMetadata(
  document: YamlNode | undefined,
  onto: LooseMetadata = {},
): LooseMetadata {
  return (document && decode(METADATA, document, onto)) ?? onto;
}

/**
 * The metadata of a chart as Helm loads it (helm `pkg/chart/v2/loader/load.go`), its fields in the
 * order of Helm's config, without empty ones. `document` is the parsed Chart.yaml, for the lines in
 * errors: `chart.metadata-invalid`, `chart.version-invalid`.
 */
export function loadMetadata(loose: LooseMetadata, document: YamlNode | undefined): ChartMetadata {
  // Helm 2 accepted charts without an apiVersion.
  const versioned = { ...loose, apiVersion: loose.apiVersion || 'v1' };
  const metadata = validateMetadata(versioned, (...at) => entryAt(document, ...at)?.at.line);
  return JSON.parse(configJson(metadata)) as ChartMetadata;
}
