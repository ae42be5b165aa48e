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
export function noMapWords(document: YamlNode): string {
  return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKindOf(document)} into Go value of type map[string]interface {}`;
}
