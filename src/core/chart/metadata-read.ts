import { decode } from '../yaml/decode.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { configJson } from './metadata-json.ts';
import { METADATA, type LooseMetadata } from './metadata-shape.ts';
import { validateMetadata } from './metadata-validate.ts';
import type { ChartMetadata } from './metadata.ts';

/**
 * What Chart.yaml says, not checked and not cleaned: it may even have no name. With `onto`, what
 * requirements.yaml says on top of it, which v1 charts may have. What has the wrong type is
 * `chart.metadata-invalid`.
 */
export function decodeMetadata(
  document: YamlNode | undefined,
  onto: LooseMetadata = {},
): LooseMetadata {
  return (document && decode(METADATA, document, onto)) ?? onto;
}

/**
 * The metadata of a chart as Helm loads it (helm `pkg/chart/v2/loader/load.go`), its fields in the
 * order of Helm's config, what is empty left out. `document` is the Chart.yaml that errors give a
 * line of: `chart.metadata-invalid`, `chart.version-invalid`.
 */
export function loadMetadata(loose: LooseMetadata, document: YamlNode | undefined): ChartMetadata {
  // Helm 2 took charts without one.
  const versioned = { ...loose, apiVersion: loose.apiVersion || 'v1' };
  const metadata = validateMetadata(versioned, (...at) => entryAt(document, ...at)?.at.line);
  return JSON.parse(configJson(metadata)) as ChartMetadata;
}
