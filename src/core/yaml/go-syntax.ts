import { quote } from '../go/quote.ts';
import type { UnusableKey, YamlNode } from './node.ts';

const MAX_INT64 = (1n << 63n) - 1n;

/** What yaml.v2 made of a node as Go's `%#v` prints it; keys of maps as text, as they are in JSON. */
export function goSyntax(node: YamlNode): string {
  if (node.kind === 'list') return `[]interface {}{${node.items.map(within).join(', ')}}`;
  if (node.kind === 'map') {
    const entries = [...node.entries].map(([key, { value }]) => `${quote(key)}:${within(value)}`);
    return `map[interface {}]interface {}{${entries.sort().join(', ')}}`;
  }
  const { value } = node;
  if (value === null) return '<nil>';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint' && value > MAX_INT64) return `0x${value.toString(16)}`;
  return String(value);
}

function within(node: YamlNode): string {
  const text = goSyntax(node);
  return text === '<nil>' ? 'interface {}(nil)' : text;
}

/** What sigs.k8s.io/yaml says of a key that JSON can't have (`yaml.go`, convertToJSONableObject). */
export function unusableKeyWords({ key, value }: UnusableKey): string {
  const type = key === null ? '%!s(<nil>)' : 'uint64';
  const written = goSyntax({ kind: 'scalar', value: key, at: value.at });
  return `unsupported map key of type: ${type}, key: ${written}, value: ${goSyntax(value)}`;
}
