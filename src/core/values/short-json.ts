import type { YamlNode } from '../yaml/node.ts';

/** A value as JSON; undefined where that is longer than `longest`, or JSON has no such value. */
export function shortJson(node: YamlNode, longest: number): string | undefined {
  let json = '';
  for (const piece of piecesOf(node)) {
    if (piece === undefined || json.length + piece.length > longest) return undefined;
    json += piece;
  }
  return json;
}

function* piecesOf(node: YamlNode): Iterable<string | undefined> {
  if (node.kind === 'list') {
    for (const [i, item] of node.items.entries()) {
      yield i === 0 ? '[' : ',';
      yield* piecesOf(item);
    }
    yield node.items.length === 0 ? '[]' : ']';
  } else if (node.kind === 'map') {
    let sign = '{';
    for (const [key, { value }] of node.entries) {
      yield `${sign}${JSON.stringify(key)}:`;
      yield* piecesOf(value);
      sign = ',';
    }
    yield node.entries.size === 0 ? '{}' : '}';
  } else yield jsonOf(node.value);
}

function jsonOf(value: string | bigint | number | boolean | null): string | undefined {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value);
}
