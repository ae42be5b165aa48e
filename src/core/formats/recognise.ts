import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Manifest } from '../oci/manifest.ts';
import type { StoredFormat } from './format.ts';
import {
  ALPHA_META,
  DEMO_CHART,
  DEMO_CONTENT,
  DEMO_META,
  DEMO_PAIR_CONFIG,
  HELM_CHART,
  HELM_CONFIG,
  HELM_PROVENANCE,
  LAYER_CONTENT,
  RC_CHART,
} from '../oci/chart-media-types.ts';

/** A chart in a manifest: its format, and the layers that hold it. */
export type StoredChart =
  | { format: StoredFormat; kind: 'whole'; chart: Descriptor; provenance?: Descriptor | undefined }
  | { format: StoredFormat; kind: 'split'; meta: Descriptor; content: Descriptor };

type Shape =
  | { format: StoredFormat; chart: string; config?: string }
  | { format: StoredFormat; meta: string; content: string };

/**
 * The formats by the media types of their layers, in the order in which they are tried: today's
 * single layer first, then the pairs, since some of them share a type with an older single layer.
 * `config` is given where the layer's type alone is ambiguous.
 */
const SHAPES: Shape[] = [
  { format: 'helm', chart: HELM_CHART },
  { format: 'two-layer', meta: DEMO_META, content: DEMO_CONTENT },
  { format: 'layer-pair', meta: DEMO_PAIR_CONFIG, content: DEMO_CONTENT },
  { format: 'helm-3-alpha', meta: ALPHA_META, content: LAYER_CONTENT },
  { format: 'helm-3-beta', chart: LAYER_CONTENT, config: HELM_CONFIG },
  { format: 'helm-3-rc', chart: RC_CHART, config: HELM_CONFIG },
  { format: 'single-layer', chart: DEMO_CHART },
];

/**
 * Recognises the chart in a manifest without reading any layer; a manifest without a chart is
 * `manifest.not-chart`, with the media types found. If there are several layers of a type the first
 * counts, as in Helm; layers of other types are ignored.
 */
export function recognise(manifest: Manifest): StoredChart {
  const stored = chartIn(manifest);
  if (stored) return stored;
  const own = manifest.artifactType ? [manifest.artifactType] : [];
  const layers = manifest.layers.map(({ mediaType }) => mediaType);
  throw new ChartroomError('manifest.not-chart', {
    found: [...new Set([...own, manifest.config.mediaType, ...layers])],
  });
}

/** The same; undefined for a manifest that holds something else. */
export function chartIn(manifest: Manifest): StoredChart | undefined {
  for (const shape of SHAPES) {
    const stored = match(manifest, shape);
    if (stored) return stored;
  }
  return undefined;
}

function match(manifest: Manifest, shape: Shape): StoredChart | undefined {
  const layer = (type: string) => manifest.layers.find(({ mediaType }) => mediaType === type);
  if ('chart' in shape) {
    const chart = layer(shape.chart);
    if (!chart) return undefined;
    if (shape.config !== undefined && shape.config !== manifest.config.mediaType) return undefined;
    const provenance = layer(HELM_PROVENANCE);
    return { format: shape.format, kind: 'whole', chart, provenance };
  }
  const meta = layer(shape.meta);
  const content = layer(shape.content);
  if (!meta || !content) return undefined;
  // Helm 3.0.0-alpha.1 took the demo's media types over, with annotations of its own.
  const alpha = content.annotations?.['sh.helm.chart.name'] !== undefined;
  return { format: alpha ? 'helm-3-alpha' : shape.format, kind: 'split', meta, content };
}

/** The blobs that must be fetched to have the chart. */
export function chartBlobs(stored: StoredChart): Descriptor[] {
  if (stored.kind === 'split') return [stored.meta, stored.content];
  return stored.provenance ? [stored.chart, stored.provenance] : [stored.chart];
}
