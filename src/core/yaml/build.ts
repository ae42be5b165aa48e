import type { YamlFault } from '../errors.ts';
import { formatFloat32 } from '../go/float.ts';
import type { Position } from './line-table.ts';
import type { YamlEntry, YamlMap, YamlNode } from './node.ts';
import { MAX_SIZE, sizeOf } from './size.ts';
import type { AliasSyntax, MapSyntax, SyntaxNode } from './syntax.ts';

/** Ends the parsing with a fault and its position. */
export type Fail = (fault: YamlFault, at: Position) => never;

/** Beside the errors rather than in them: only messages as Go writes them need it. */
const keys = new WeakMap<Error, YamlNode>();

/** The list or map that a `key-no-scalar` is about. */
export function keyIn(error: Error): YamlNode | undefined {
  return keys.get(error);
}

/** Decodes what is written as yaml.v2's decoder does (`decode.go`). */
export function buildTree(root: SyntaxNode, fail: Fail): YamlNode {
  const open = new Set<AliasSyntax>();
  // The document itself counts as one.
  let built = 1;
  let builtByAlias = 0;
  let size = 0;
  return build(root);

  function build(node: SyntaxNode): YamlNode {
    count(node);
    switch (node.kind) {
      case 'alias':
        return followed(node, () => build(node.target));
      case 'scalar':
        return node;
      case 'merge':
        return { kind: 'scalar', value: '<<', at: node.at };
      case 'list':
        return { kind: 'list', items: node.items.map(build), at: node.at };
      case 'map': {
        const map: YamlMap = { kind: 'map', entries: new Map(), repeated: [], at: node.at };
        fill(map, node);
        return map;
      }
    }
  }

  function count(node: SyntaxNode): void {
    built++;
    if (open.size > 0) builtByAlias++;
    if (isExcessive(built, builtByAlias)) fail({ reason: 'excessive-aliasing' }, node.at);
    size += sizeOf(node);
    if (size > MAX_SIZE) fail({ reason: 'too-large', limit: MAX_SIZE }, node.at);
  }

  function followed<T>(alias: AliasSyntax, follow: () => T): T {
    if (open.has(alias)) fail({ reason: 'anchor-within-itself', anchor: alias.name }, alias.at);
    open.add(alias);
    const target = follow();
    open.delete(alias);
    return target;
  }

  /** Adds a map's pairs to a map. A merge is applied in their order: it overrides earlier keys. */
  function fill(map: YamlMap, { pairs }: MapSyntax): void {
    for (let i = 0; i < pairs.length; i += 2) {
      const [key, value] = pairs.slice(i, i + 2) as [SyntaxNode, SyntaxNode];
      if (key.kind === 'merge') {
        merge(map, value, key.at);
        continue;
      }
      const name = keyOf(key);
      const entry = { at: key.at, value: build(value) };
      if (typeof name === 'string') set(map, name, entry);
      else map.unusable ??= { key: name, ...entry };
    }
  }

  function merge(map: YamlMap, value: SyntaxNode, at: Position): void {
    const sources = value.kind === 'list' ? value.items.toReversed() : [value];
    for (const source of sources) {
      const target = source.kind === 'alias' ? source.target : source;
      if (target.kind !== 'map') return fail({ reason: 'merge-no-map' }, at);
      count(source);
      if (source.kind !== 'alias') {
        fill(map, target);
        continue;
      }
      followed(source, () => {
        count(target);
        fill(map, target);
      });
    }
  }

  function set(map: YamlMap, key: string, entry: YamlEntry): void {
    if (map.entries.has(key)) map.repeated.push({ key, at: entry.at });
    map.entries.set(key, entry);
  }

  function failAtKey(key: YamlNode, at: Position): never {
    try {
      return fail({ reason: 'key-no-scalar' }, at);
    } catch (error) {
      keys.set(error as Error, key);
      throw error;
    }
  }

  /** Converts a key to text as sigs.k8s.io/yaml does; the key itself if that isn't possible. */
  function keyOf(node: SyntaxNode): string | bigint | null {
    const key = build(node);
    if (key.kind !== 'scalar') return failAtKey(key, node.at);
    const { value } = key;
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'bigint' && value < 1n << 63n) return String(value);
    if (typeof value === 'number') return FLOAT_KEYS[formatFloat32(value)] ?? formatFloat32(value);
    return value;
  }
}

const FLOAT_KEYS: Record<string, string> = { '+Inf': '.inf', '-Inf': '-.inf', NaN: '.nan' };

/**
 * yaml.v2's guard against documents that aliases expand excessively (`decode.go`,
 * allowedAliasRatio).
 */
function isExcessive(built: number, byAlias: number): boolean {
  if (byAlias <= 100 || built <= 1000) return false;
  const low = 400_000;
  const high = 4_000_000;
  const scaled = Math.min(Math.max((built - low) / (high - low), 0), 1);
  return byAlias / built > 0.99 - 0.89 * scaled;
}
