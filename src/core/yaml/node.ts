import { foldKey } from '../go/struct-keys.ts';
import type { Position } from './line-table.ts';
import type { ScalarValue } from './scalar.ts';

/**
 * A YAML document as Helm sees it: with aliases and merge keys resolved, and the position of each
 * part.
 */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  kind: 'scalar';
  value: ScalarValue;
  at: Position;
}

export interface YamlList {
  kind: 'list';
  items: YamlNode[];
  at: Position;
}

export interface YamlMap {
  kind: 'map';
  /** Keys as text, as in JSON: `1.0:` is the key `1`. */
  entries: Map<string, YamlEntry>;
  /** Repeated keys; the last value counts. */
  repeated: { key: string; at: Position }[];
  /** The first that can't be converted to text; an error only if the map ends up in the document. */
  unusable?: UnusableKey;
  at: Position;
}

/** A key that is null, or an integer above those of 64 bits with a sign. */
export interface UnusableKey {
  key: bigint | null;
  at: Position;
  value: YamlNode;
}

export interface YamlEntry {
  /** The position of the key. */
  at: Position;
  value: YamlNode;
}

/**
 * The entry at a path of keys and indices, with its position and its value as written; undefined if
 * there is none. Keys match in any case, as in a struct that Helm reads.
 */
export function entryAt(
  node: YamlNode | undefined,
  ...path: (string | number)[]
): YamlEntry | undefined {
  let entry: YamlEntry | undefined = node && { at: node.at, value: node };
  for (const step of path) {
    const parent: YamlNode | undefined = entry?.value;
    if (parent?.kind === 'map') {
      entry = fieldEntry(parent, String(step));
    } else if (parent?.kind === 'list') {
      const item = parent.items[Number(step)];
      entry = item && { at: item.at, value: item };
    } else {
      return undefined;
    }
  }
  return entry;
}

function fieldEntry(map: YamlMap, field: string): YamlEntry | undefined {
  const exact = map.entries.get(field);
  if (exact) return exact;
  let byFolded = foldedEntries.get(map);
  if (!byFolded) {
    // The first of several that are read alike.
    const entries = [...map.entries].reverse();
    byFolded = new Map(entries.map(([key, entry]) => [foldKey(key), entry]));
    foldedEntries.set(map, byFolded);
  }
  return byFolded.get(foldKey(field));
}

/** The entries of maps that were asked for a key they don't have, by their keys as `foldKey` writes them. */
const foldedEntries = new WeakMap<YamlMap, Map<string, YamlEntry>>();
