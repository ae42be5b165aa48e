import { ChartroomError } from '../errors.ts';
import { isRecord } from '../json.ts';
import { decode } from '../yaml/decode.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ChartFile } from './files.ts';
import { readYaml } from './read-yaml.ts';

/** A chart's default values, of the first document of values.yaml. */
export interface ChartValues {
  document: YamlNode | undefined;
  /** As encoding/json decodes them: all numbers are 64-bit floats. */
  value: Record<string, unknown>;
}

/** Reads values.yaml; errors are `chart.yaml-invalid` and `chart.metadata-invalid`. */
export function readValues(file: ChartFile): ChartValues {
  const { path } = file;
  const document = mapOnly(readYaml(file), path);
  const value = document && decode('any', document, path);
  return { document, value: isRecord(value) ? value : {} };
}

/** A document that is a map or empty, as values must be; otherwise `chart.yaml-invalid`. */
export function mapOnly(document: YamlNode | undefined, path: string): YamlNode | undefined {
  const isMap =
    !document || document.kind === 'map' || (document.kind === 'scalar' && document.value === null);
  if (isMap) return document;
  throw new ChartroomError('chart.yaml-invalid', { path, ...document.at, reason: 'no-map' });
}
