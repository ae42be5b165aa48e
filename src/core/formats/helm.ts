import { configJson } from '../chart/metadata-json.ts';
import type { ChartMetadata, Maintainer } from '../chart/metadata.ts';
import type { PackedChart } from '../chart/packed.ts';
import { assembleManifest, describe } from './artifact.ts';
import type { Artifact } from './format.ts';
import { HELM_CHART, HELM_CONFIG, HELM_PROVENANCE, TITLE } from '../oci/chart-media-types.ts';

const VERSION = 'org.opencontainers.image.version';

/**
 * The artifact that `helm push` stores for the same `.tgz` (Helm 3.8 to 4, `pkg/registry`):
 * Chart.yaml as JSON is the config, the archive and its provenance are the layers. The annotation
 * `created` is left out unless it is given, so that the same chart always has the same digest.
 */
export async function assembleHelm(chart: PackedChart, created?: Date): Promise<Artifact> {
  const config = await describe(HELM_CONFIG, new Blob([configJson(chart.metadata)]));
  const layers = [await describe(HELM_CHART, chart.archive, undefined, chart.digest)];
  if (chart.provenance) layers.push(await describe(HELM_PROVENANCE, chart.provenance));
  // Helm sorts its layers by digest, so the provenance can come first.
  layers.sort((a, b) => (a.descriptor.digest < b.descriptor.digest ? -1 : 1));
  return assembleManifest(config, layers, annotationsOf(chart.metadata, created));
}

/** The manifest's annotations (Helm, `pkg/registry/chart.go`). */
function annotationsOf(metadata: ChartMetadata, created?: Date): Record<string, string> {
  const wanted: [key: string, value: string | undefined][] = [
    [TITLE, metadata.name],
    [VERSION, metadata.version],
    ['org.opencontainers.image.description', metadata.description],
    ['org.opencontainers.image.url', metadata.home],
    ['org.opencontainers.image.source', metadata.sources?.[0]],
    ['org.opencontainers.image.authors', authorsOf(metadata.maintainers)],
    ['org.opencontainers.image.created', created && rfc3339(created)],
  ];
  const annotations = new Map(wanted.filter((pair): pair is [string, string] => !isBlank(pair[1])));
  // The chart's own annotations win, except over its title and version.
  for (const [key, value] of Object.entries(metadata.annotations ?? {})) {
    if (key !== TITLE && key !== VERSION) annotations.set(key, value);
  }
  return Object.fromEntries(annotations);
}

function authorsOf(maintainers: Maintainer[] = []): string {
  return maintainers
    .map(({ name = '', email }) => (email ? `${name} (${email})` : name))
    .join(', ');
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === '';
}

/** RFC 3339 in whole seconds, UTC. */
function rfc3339(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
