import type { ChartFile } from '../chart/files.ts';
import { metadataOf } from '../chart/tree.ts';
import { ChartroomError } from '../errors.ts';
import { METADATA } from '../chart/metadata-shape.ts';
import { ambiguousKey } from '../go/struct-keys.ts';
import { isRecord, parseJson } from '../json.ts';
import { structOf } from '../yaml/decode.ts';
import { toYaml } from '../yaml/emit.ts';
import type { Descriptor } from '../oci/descriptor.ts';

/**
 * The annotations for the name on the content layer: the demo's, those of Helm's alphas, and the
 * ones that the demo wrote at first. `VERSION_KEYS` has their counterparts.
 */
const NAME_KEYS = ['chart.name', 'sh.helm.chart.name', 'name'];
const VERSION_KEYS = ['chart.version', 'sh.helm.chart.version', 'version'];

const META = structOf(METADATA);

/**
 * Restores a chart's files from its two layers. Chart.yaml is built from the meta layer; name and
 * version come from the content layer's annotations; if they are missing there, from the meta
 * layer; and if they are missing there too, from the Chart.yaml in the content layer.
 */
export function joinLayers(metaJson: string, content: Descriptor, files: ChartFile[]): ChartFile[] {
  const meta = parseMeta(metaJson);
  const said = (keys: string[]) =>
    keys.map((key) => content.annotations?.[key]).find((value) => value);
  let name = said(NAME_KEYS) ?? meta['name'];
  let version = said(VERSION_KEYS) ?? meta['version'];
  if (name === undefined || version === undefined) {
    ({ name, version } = metadataOf(files));
  }
  // At first Helm 2 had no apiVersion; a chart without one is v1.
  const text = toYaml({ apiVersion: 'v1', ...meta, name, version });
  const bytes = new TextEncoder().encode(text);
  return [{ path: 'Chart.yaml', bytes }, ...files.filter((file) => !isChartYaml(file))];
}

function isChartYaml({ path }: ChartFile): boolean {
  return path === 'Chart.yaml';
}

function parseMeta(json: string): Record<string, unknown> {
  const meta = parseJson(json);
  if (!isRecord(meta)) throw new ChartroomError('manifest.invalid', { reason: 'metadata-layer' });
  const ambiguous = ambiguousKey(json, META);
  if (!ambiguous) return meta;
  throw new ChartroomError('manifest.invalid', { reason: 'ambiguous-key', ...ambiguous });
}
