import { decode } from '../yaml/decode.ts';
import { configJson } from './metadata-json.ts';
import { METADATA } from './metadata-shape.ts';
import { validateMetadata, type LooseMetadata } from './metadata-validate.ts';
import type { ChartMetadata } from './metadata.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';

/** A chart's metadata, and the Chart.yaml it was read from: `entryAt` finds places in it. */
export interface ReadMetadata {
  metadata: ChartMetadata;
  document: YamlNode | undefined;
}

/**
 * The metadata of a chart as Helm loads it (helm `pkg/chart/v2/loader/load.go`): Chart.yaml,
 * and on top of it what requirements.yaml says, which v1 charts may have. Its fields are in
 * the order of Helm's config, what is empty left out. Errors: `chart.yaml-invalid`,
 * `chart.metadata-invalid`, `chart.version-invalid`.
 */
export function readMetadata(chartYaml: string, requirements?: string): ReadMetadata {
  const { loose, document } = decodeMetadata(chartYaml);
  const merged =
    requirements === undefined ? loose : merge(loose, parseYaml(requirements, 'requirements.yaml'));
  const metadata = validateMetadata(merged, (...at) => entryAt(document, ...at)?.at.line);
  return { metadata: JSON.parse(configJson(metadata)) as ChartMetadata, document };
}

/** What Chart.yaml says, not checked and not cleaned: it may even have no name. */
export function decodeMetadata(chartYaml: string): {
  loose: LooseMetadata;
  document: YamlNode | undefined;
} {
  const document = parseYaml(chartYaml, 'Chart.yaml');
  const loose = merge({}, document);
  // Helm 2 took charts without one.
  return { loose: { ...loose, apiVersion: loose.apiVersion || 'v1' }, document };
}

function merge(onto: LooseMetadata, document: YamlNode | undefined): LooseMetadata {
  return ((document && decode(METADATA, document, onto)) ?? onto) as LooseMetadata;
}
