import type { ChartFile } from '../chart/files.ts';
import { readYaml } from '../chart/read-yaml.ts';
import type { YamlNode } from '../yaml/node.ts';

/** What encoding/json calls a value that doesn't fit. */
export function jsonKindOf(node: YamlNode): string {
  if (node.kind === 'list') return 'array';
  if (node.kind === 'map') return 'object';
  return typeof node.value === 'boolean'
    ? 'bool'
    : typeof node.value === 'string'
      ? 'string'
      : 'number';
}

/** What Helm says of values that are no map. */
export function noMapWords(file: ChartFile): string {
  const document = readYaml(file);
  const kind = document ? jsonKindOf(document) : 'string';
  return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
}
