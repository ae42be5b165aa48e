import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Alias, Document, Node, Scalar, YAMLMap } from 'yaml';
import type { YamlFault } from '../errors.ts';
import { formatFloat32 } from '../go/float.ts';
import type { Position } from './line-table.ts';
import type { YamlEntry, YamlMap, YamlNode } from './node.ts';
import { resolvePlain, resolveTagged, ScalarError, type ScalarValue } from './scalar.ts';

/** Ends the parsing with a fault and its offset. */
export type Fail = (offset: number, fault: YamlFault) => never;

/** The nodes that a document is turned into, with those that its aliases stand for. */
const MAX_NODES = 1_000_000;

/** Converts the library's tree into ours, following yaml.v2's decoder (`decode.go`). */
export function buildTree(
  document: Document.Parsed,
  source: string,
  positionOf: (offset: number) => Position,
  fail: Fail,
): YamlNode {
  const anchored = bindAliases(document, fail);
  const open = new Set<Alias>();
  let built = 0;
  let builtByAlias = 0;
  return build(document.contents as Node);

  function build(node: Node, inFlow = false): YamlNode {
    built++;
    if (open.size > 0) builtByAlias++;
    if (isExcessive(built, builtByAlias)) {
      fail(offsetOf(node), { reason: 'excessive-aliasing' });
    }
    if (built > MAX_NODES) fail(offsetOf(node), { reason: 'too-large', limit: MAX_NODES });
    const at = positionOf(offsetOf(node));
    if (isAlias(node)) return follow(node);
    if (isMap(node)) return buildMap(node as YAMLMap<Node, Node | null>, at, inFlow);
    if (isSeq(node)) {
      const within = inFlow || node.flow === true;
      const items = (node.items as (Node | null)[]).map((item) =>
        item ? build(item, within) : empty(at),
      );
      return { kind: 'list', items, at };
    }
    if (inFlow && node.type === 'PLAIN' && /^:|\?/.test(node.source ?? '')) {
      fail(offsetOf(node), { reason: 'unquoted-sign' });
    }
    return { kind: 'scalar', value: scalarOf(node as Scalar<string>), at };
  }

  function follow(alias: Alias): YamlNode {
    if (open.has(alias)) {
      fail(offsetOf(alias), { reason: 'anchor-within-itself', anchor: alias.source });
    }
    open.add(alias);
    const node = build(anchored.get(alias) as Node);
    open.delete(alias);
    return node;
  }

  function buildMap(node: YAMLMap<Node, Node | null>, at: Position, inFlow: boolean): YamlMap {
    const within = inFlow || node.flow === true;
    const map: YamlMap = { kind: 'map', entries: new Map(), repeated: [], at };
    for (const { key, value } of node.items) {
      const keyAt = positionOf(offsetOf(key));
      if (isSpread(key)) fail(offsetOf(key), { reason: 'key-over-lines' });
      // A merge is applied in document order: in yaml.v2 it overrides earlier keys.
      if (isMerge(key)) {
        mergeInto(map, value, key);
        continue;
      }
      const entry = { at: keyAt, value: value ? build(value, within) : empty(keyAt) };
      const name = keyOf(key, within);
      if (name === undefined) map.unusable = keyAt;
      else set(map, name, entry);
    }
    return map;
  }

  function mergeInto(map: YamlMap, value: Node | null, key: Node): void {
    const sources = isSeq(value) ? (value.items as Node[]).toReversed() : [value];
    for (const source of sources) {
      const target = isAlias(source) ? anchored.get(source) : source;
      if (!source || !isMap(target)) {
        return fail(offsetOf(key), { reason: 'merge-no-map' });
      }
      for (const [name, entry] of (build(source) as YamlMap).entries) set(map, name, entry);
    }
  }

  function set(map: YamlMap, key: string, entry: YamlEntry): void {
    if (map.entries.has(key)) map.repeated.push({ key, at: entry.at });
    map.entries.set(key, entry);
  }

  /** The library accepts keys over several lines, yaml.v2 only after a `?`. */
  function isSpread(key: Node): boolean {
    const [start = 0, end = 0] = key.range ?? [];
    const colon = /\s*:/y;
    colon.lastIndex = end;
    if (!colon.test(source) || !source.slice(start, colon.lastIndex).includes('\n')) return false;
    let before = start - 1;
    while (before >= 0 && /\s/.test(source[before] as string)) before--;
    return source[before] !== '?';
  }

  /** Converts a key to text as sigs.k8s.io/yaml does; undefined if that isn't possible. */
  function keyOf(node: Node, inFlow: boolean): string | undefined {
    const key = build(node, inFlow);
    if (key.kind !== 'scalar') return fail(offsetOf(node), { reason: 'key-no-scalar' });
    const { value } = key;
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'bigint' && value < 1n << 63n) return String(value);
    if (typeof value === 'number') return FLOAT_KEYS[formatFloat32(value)] ?? formatFloat32(value);
    return undefined;
  }

  function scalarOf(node: Scalar<string>): ScalarValue {
    try {
      if (node.type === 'QUOTE_DOUBLE') checkEscapes(source.slice(...(node.range ?? [])));
      if (node.tag) return resolveTagged(node.tag, node.value);
      return node.type === 'PLAIN' ? resolvePlain(node.value) : node.value;
    } catch (error) {
      if (error instanceof ScalarError) fail(offsetOf(node), error.fault);
      throw error;
    }
  }
}

const FLOAT_KEYS: Record<string, string> = { '+Inf': '.inf', '-Inf': '-.inf', NaN: '.nan' };

/** Refuses escapes that the library accepts: `\\/`, which is YAML 1.2, and lone surrogates. */
function checkEscapes(quoted: string): void {
  for (const [escape, short, long, other] of quoted.matchAll(ESCAPE)) {
    const code = parseInt(short ?? long ?? '0', 16);
    if (other === '/' || (code >= 0xd800 && code <= 0xdfff)) {
      throw new ScalarError({ reason: 'escape', escape });
    }
  }
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g;

function empty(at: Position): YamlNode {
  return { kind: 'scalar', value: null, at };
}

function isMerge(key: Node): boolean {
  return (
    isScalar(key) &&
    key.value === '<<' &&
    (key.tag ? /merge$|^!$/.test(key.tag) : key.type === 'PLAIN')
  );
}

/** Maps each alias to its node: the last one before it with that anchor. */
function bindAliases(document: Document.Parsed, fail: Fail): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const bound = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      checkName(alias, alias.source);
      const node = anchors.get(alias.source);
      if (!node) {
        return fail(offsetOf(alias), { reason: 'anchor-unknown', anchor: alias.source });
      }
      bound.set(alias, node);
    },
    Value(_, node) {
      if (!node.anchor) return;
      checkName(node, node.anchor);
      anchors.set(node.anchor, node);
    },
  });
  return bound;

  function checkName(node: Node, name: string): void {
    if (!/^[\w-]+$/.test(name)) fail(offsetOf(node), { reason: 'anchor-name', anchor: name });
  }
}

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

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
