import { stringify } from 'yaml';
import type { ChartFile } from '../chart/files.ts';
import { readMetadata } from '../chart/metadata-read.ts';
import { ChartroomError } from '../errors.ts';
import { isRecord, type Descriptor } from '../oci/descriptor.ts';
import { PLACEHOLDER } from './two-layer.ts';

/** Where the writers of split charts put name and version: the demo, Helm's alphas, its first day. */
const NAME_KEYS = ['chart.name', 'sh.helm.chart.name', 'name'];
const VERSION_KEYS = ['chart.version', 'sh.helm.chart.version', 'version'];

/**
 * A chart's files again, from the two layers that held it: Chart.yaml is made of the meta
 * layer, with name and version from the content layer's annotations; where those are missing,
 * from the meta layer itself or from the Chart.yaml that came with the content.
 */
export function joinLayers(metaJson: string, content: Descriptor, files: ChartFile[]): ChartFile[] {
  const meta = parseMeta(metaJson);
  const own = ownChartYaml(files);
  const annotations = content.annotations ?? {};
  const pick = (keys: string[], key: 'name' | 'version') =>
    keys.map((annotation) => annotations[annotation]).find(Boolean) ?? meta[key] ?? own[key];
  const chart = {
    // Helm 2 had no apiVersion at first; a chart without one is v1.
    apiVersion: 'v1',
    ...meta,
    name: pick(NAME_KEYS, 'name'),
    version: pick(VERSION_KEYS, 'version'),
  };
  const bytes = new TextEncoder().encode(chartYaml(chart));
  const rest = files.filter(({ path }) => path !== 'Chart.yaml');
  return [{ path: 'Chart.yaml', bytes }, ...rest];
}

function parseMeta(json: string): Record<string, unknown> {
  try {
    const meta: unknown = JSON.parse(json);
    if (isRecord(meta)) return meta;
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new ChartroomError('manifest.invalid', {
    reason: 'the metadata layer is not a JSON object',
  });
}

/** Name and version of the content's own Chart.yaml, if it is more than a placeholder. */
function ownChartYaml(files: ChartFile[]): { name?: string; version?: string } {
  const file = files.find(({ path }) => path === 'Chart.yaml');
  if (!file) return {};
  const { name, version } = readMetadata(new TextDecoder().decode(file.bytes)).metadata;
  return name === PLACEHOLDER ? {} : { name, version };
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
