import { ChartroomError } from '../errors.ts';
import { isRecord } from '../json.ts';
import { decode } from '../yaml/decode.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import type { ChartFile } from './files.ts';
import { readDocuments, readYaml } from './read-yaml.ts';

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

/**
 * The values as Helm 4 reads them: those of all documents, of which later ones have priority (helm 4
 * `pkg/chart/v2/loader/load.go`, LoadValues). Errors as of `readValues`.
 */
export function readMergedValues(file: ChartFile): Record<string, unknown> {
  const { path } = file;
  return readDocuments(file).reduce<Record<string, unknown>>(
    (values, { bytes, line, afterMark }) => {
      if (afterMark !== '')
        throw new ChartroomError('chart.yaml-invalid', {
          path,
          line: line - 1,
          column: 1,
          reason: 'after-mark',
        });
      const document = mapOnly(parseYamlFile(bytes, path), path);
      const more = document && decode('any', document, path);
      return isRecord(more) ? mergeValues(values, more) : values;
    },
    {},
  );
}

/** `b` over `a`, table by table. */
export function mergeValues(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(b).map(([key, value]): [string, unknown] => {
    const own = Object.hasOwn(a, key) ? a[key] : undefined;
    return [key, isRecord(own) && isRecord(value) ? mergeValues(own, value) : value];
  });
  return Object.fromEntries([...Object.entries(a), ...entries]);
}

/** A document that is a map or empty, as values must be; otherwise `chart.yaml-invalid`. */
export function mapOnly(document: YamlNode | undefined, path: string): YamlNode | undefined {
  const isMap =
    !document || document.kind === 'map' || (document.kind === 'scalar' && document.value === null);
  if (isMap) return document;
  throw new ChartroomError('chart.yaml-invalid', { path, ...document.at, reason: 'no-map' });
}
