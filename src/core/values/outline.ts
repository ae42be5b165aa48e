import type { Position } from '../yaml/line-table.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ValuePath } from './path.ts';
import { shortJson } from './short-json.ts';

/** What kind of value a key has. */
export type ValueKind = 'map' | 'list' | 'string' | 'number' | 'boolean' | 'null';

/** A key of a map, or an entry of a list, with the lines that it takes. Lines count from 1. */
export interface OutlineKey {
  step: string | number;
  /** The index of the key that it is in; -1 for one at the top. */
  parent: number;
  /** The first line of the comment above it, or its own line. */
  begin: number;
  line: number;
  /** The last line of its value, with what is commented out below and belongs to it. */
  end: number;
  /** The column of the key, counted from 1. */
  column: number;
  kind: ValueKind;
  /** Has keys or entries of its own; what an alias stands for lies elsewhere. */
  isBranch: boolean;
  /** Its value as JSON, where that is short. */
  value?: string;
}

/** Bounds of what is listed; the values of real charts have a few thousand keys. */
const MOST_KEYS = 40_000;
const DEEPEST = 60;
const LONGEST_VALUE = 500;

/** The keys of a document in the order of its lines, as far as they are written in it. */
export function outlineOf(document: YamlNode | undefined, lines: readonly string[]): OutlineKey[] {
  const keys: OutlineKey[] = [];
  if (document) add(keys, document, -1, 0);
  const next = nextSiblings(keys);
  const limits: number[] = [];
  keys.forEach((key, i) => {
    const limit = keys[next[i] ?? -1]?.line ?? limits[key.parent] ?? lines.length + 1;
    limits.push(limit);
    key.end = lastLineOf(key, limit - 1, lines);
  });
  return withComments(keys, lines);
}

function add(keys: OutlineKey[], node: YamlNode, parent: number, depth: number): void {
  if (depth > DEEPEST) return;
  for (const { step, at, value } of membersOf(node)) {
    if (keys.length >= MOST_KEYS) return;
    const { line, column } = at;
    const index = keys.length;
    const isBranch = value.kind !== 'scalar' && !isBefore(value.at, at) && sizeOf(value) > 0;
    const key: OutlineKey = {
      step,
      parent,
      begin: line,
      line,
      end: line,
      column,
      kind: kindOf(value),
      isBranch,
    };
    const json = shortJson(value, LONGEST_VALUE);
    if (json !== undefined) key.value = json;
    keys.push(key);
    if (isBranch) add(keys, value, index, depth + 1);
  }
}

/** For each key the index of the one that follows it in the same map or list. */
function nextSiblings(keys: readonly OutlineKey[]): (number | undefined)[] {
  const next: (number | undefined)[] = [];
  const firstOf = new Map<number, number>();
  for (let i = keys.length - 1; i >= 0; i--) {
    const { parent } = keys[i] as OutlineKey;
    next[i] = firstOf.get(parent);
    firstOf.set(parent, i);
  }
  return next;
}

interface Member {
  step: string | number;
  at: Position;
  value: YamlNode;
}

/** What is written in a node, in the order of the lines; what is merged into it lies elsewhere. */
function membersOf(node: YamlNode): Member[] {
  if (node.kind === 'scalar') return [];
  const members: Member[] =
    node.kind === 'list'
      ? node.items.map((value, step) => ({ step, at: value.at, value }))
      : [...node.entries].map(([step, { at, value }]) => ({ step, at, value }));
  return members
    .filter(({ at }) => !isBefore(at, node.at))
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

function sizeOf(node: YamlNode): number {
  if (node.kind === 'scalar') return 0;
  return node.kind === 'list' ? node.items.length : node.entries.size;
}

function kindOf(node: YamlNode): ValueKind {
  if (node.kind !== 'scalar') return node.kind;
  const { value } = node;
  if (value === null) return 'null';
  if (typeof value === 'bigint') return 'number';
  return typeof value as 'string' | 'number' | 'boolean';
}

/**
 * The last line of a key's value before the next one: blank lines don't belong to it, and comments
 * only where they stand deeper than the key.
 */
function lastLineOf({ line, column }: OutlineKey, upTo: number, lines: readonly string[]): number {
  for (let at = upTo; at > line; at--) {
    const text = lines[at - 1] ?? '';
    const indent = text.search(/\S/);
    if (indent < 0) continue;
    if (text[indent] !== '#' || indent >= column) return at;
  }
  return line;
}

/** Gives each key the comment right above it; what stands deeper belongs to the key before. */
function withComments(keys: OutlineKey[], lines: readonly string[]): OutlineKey[] {
  let free = 1;
  for (const key of keys) {
    while (key.begin > free) {
      const above = lines[key.begin - 2] ?? '';
      const indent = above.search(/\S/);
      if (above[indent] !== '#' || indent >= key.column) break;
      key.begin--;
    }
    free = Math.max(free, key.line + 1);
  }
  return keys;
}

/** The path of a key. */
export function pathOf(keys: readonly OutlineKey[], index: number): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = index; at >= 0; at = keys[at]?.parent ?? -1) path.unshift(keys[at]?.step ?? '');
  return path;
}

/** The index of the key at a path; undefined where there is none. */
export function keyAt(keys: readonly OutlineKey[], path: ValuePath): number | undefined {
  let at = -1;
  for (const step of path) {
    const parent = at;
    const found = keys.findIndex(
      (key, i) => i > parent && key.parent === parent && key.step === step,
    );
    if (found < 0) return undefined;
    at = found;
  }
  return at < 0 ? undefined : at;
}
