import { stringify } from 'yaml';
import type { ChartFile } from '../chart/files.ts';
import { metadataOf } from '../chart/tree.ts';
import { ChartroomError } from '../errors.ts';
import { METADATA } from '../chart/metadata-shape.ts';
import { ambiguousKey } from '../go/struct-keys.ts';
import { isRecord, parseJson } from '../json.ts';
import { structOf } from '../yaml/decode.ts';
import type { Descriptor } from '../oci/descriptor.ts';

/** Where the writers of split charts put name and version: the demo, Helm's alphas, its first day. */
const NAME_KEYS = ['chart.name', 'sh.helm.chart.name', 'name'];
const VERSION_KEYS = ['chart.version', 'sh.helm.chart.version', 'version'];

const META = structOf(METADATA);

/**
 * A chart's files again, from the two layers that held it: Chart.yaml is made of the meta
 * layer, with name and version from the content layer's annotations; where those are missing,
 * from the meta layer itself, else from the Chart.yaml that came with the content.
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
  // Helm 2 had no apiVersion at first; a chart without one is v1.
  const text = chartYaml({ apiVersion: 'v1', ...meta, name, version });
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

/**
 * Keys in alphabetical order as Helm writes Chart.yaml; every text in double quotes, so that
 * no reader, of YAML 1.1 or 1.2, can take one for a number, a date or a truth value.
 */
function chartYaml(chart: Record<string, unknown>): string {
  return stringify(chart, {
    version: '1.1',
    sortMapEntries: true,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
  });
}
