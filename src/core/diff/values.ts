import type { ChartTree } from '../chart/tree.ts';
import { outlineOf, pathOf, type OutlineKey, type ValueKind } from '../values/outline.ts';
import { formatPath, type ValuePath } from '../values/path.ts';
import { shortJson } from '../values/short-json.ts';
import { textOf } from '../values/text.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import type { Side, SizedKind, ValueChange, ValueChanges } from './comparison.ts';

/** How many changes are listed. */
const MOST = 3000;
/** How many nodes are looked at; aliases can make a small file into an endless one. */
const MOST_STEPS = 100_000;
const LONGEST = 300;
const LONGEST_COMMENT = 1000;
const DEEPEST = 60;

/** One values.yaml: what it holds, and the lines where. */
interface Values {
  document: YamlNode | undefined;
  lines: readonly string[];
  /** The keys with their lines, by their path. */
  places: ReadonlyMap<string, OutlineKey>;
}

/**
 * The keys of values.yaml that differ. Maps are compared key by key, lists and all else as a whole.
 * Where only the comments of a key differ, that is said too.
 */
export function compareValues(before: ChartTree, after: ChartTree): ValueChanges {
  const unreadable: Side[] = [];
  if (isUnreadable(before)) unreadable.push('before');
  if (isUnreadable(after)) unreadable.push('after');
  if (unreadable.length > 0) return { changes: [], isCut: false, unreadable };
  const [a, b] = [read(before), read(after)];
  const changes: ValueChange[] = [];
  let steps = MOST_STEPS;
  maps([], a.document, b.document);
  const isCut = steps <= 0 || changes.length > MOST;
  return { changes: changes.slice(0, MOST), isCut, unreadable };

  function maps(path: ValuePath, then: YamlNode | undefined, now: YamlNode | undefined): void {
    const [old, fresh] = [entriesOf(then), entriesOf(now)];
    for (const key of new Set([...fresh.keys(), ...old.keys()])) {
      if (steps <= 0 || changes.length > MOST) return;
      entry([...path, key], old.get(key), fresh.get(key));
    }
  }

  function entry(path: ValuePath, then: YamlEntry | undefined, now: YamlEntry | undefined): void {
    steps--;
    if (!then || !now) {
      changes.push(changeAt(path, then ? 'removed' : 'added', then, now));
    } else if (areMaps(then, now) && path.length < DEEPEST) {
      comments(path, then, now, false);
      maps(path, then.value, now.value);
    } else if (equal(then.value, now.value)) {
      comments(path, then, now, true);
    } else if (steps > 0) changes.push(changeAt(path, 'changed', then, now));
  }

  /** A key whose value is the same, where what is said of it isn't. */
  function comments(path: ValuePath, then: YamlEntry, now: YamlEntry, isLeaf: boolean): void {
    const [old, fresh] = [commentOf(a, path, isLeaf), commentOf(b, path, isLeaf)];
    if (old === fresh) return;
    changes.push({ ...changeAt(path, 'comment', then, now), before: old, after: fresh });
  }

  function changeAt(
    path: ValuePath,
    state: ValueChange['state'],
    then: YamlEntry | undefined,
    now: YamlEntry | undefined,
  ): ValueChange {
    const text = formatPath(path);
    return {
      path: text,
      state,
      before: then && shortJson(then.value, LONGEST),
      after: now && shortJson(now.value, LONGEST),
      kinds: { before: then && kindOf(then.value), after: now && kindOf(now.value) },
      lines: { before: a.places.get(text)?.line, after: b.places.get(text)?.line },
    };
  }

  function equal(x: YamlNode, y: YamlNode): boolean {
    if (steps-- <= 0 || x.kind !== y.kind) return false;
    if (x === y) return true;
    if (x.kind === 'scalar') return y.kind === 'scalar' && Object.is(x.value, y.value);
    if (x.kind === 'list') {
      if (y.kind !== 'list' || x.items.length !== y.items.length) return false;
      return x.items.every((item, i) => equal(item, y.items[i] as YamlNode));
    }
    if (y.kind !== 'map' || x.entries.size !== y.entries.size) return false;
    return [...x.entries].every(([key, { value }]) => {
      const other = y.entries.get(key);
      return other !== undefined && equal(value, other.value);
    });
  }
}

function isUnreadable(tree: ChartTree): boolean {
  const values = tree.values();
  return values !== undefined && 'fault' in values;
}

function read(tree: ChartTree): Values {
  const values = tree.values();
  const document = values && 'value' in values ? values.value.document : undefined;
  const { lines } = textOf(tree);
  const keys = outlineOf(document, lines);
  const places = new Map<string, OutlineKey>();
  keys.forEach((key, i) => places.set(formatPath(pathOf(keys, i)), key));
  return { document, lines, places };
}

/** Whether both are maps with keys of their own; an empty one is a value like any other. */
function areMaps(then: YamlEntry, now: YamlEntry): boolean {
  return entriesOf(then.value).size > 0 && entriesOf(now.value).size > 0;
}

function entriesOf(node: YamlNode | undefined): Map<string, YamlEntry> {
  return node?.kind === 'map' ? node.entries : new Map<string, YamlEntry>();
}

/** What is said of a key above it, behind it, and below what has no keys of its own. */
function commentOf({ lines, places }: Values, path: ValuePath, isLeaf: boolean): string {
  const key = places.get(formatPath(path));
  if (!key) return '';
  const above = lines.slice(key.begin - 1, key.line - 1);
  const [behind = ''] = /(?<=\s)#.*$/.exec(lines[key.line - 1] ?? '') ?? [];
  const below = isLeaf ? lines.slice(key.line, key.end) : [];
  const said = [...above, behind, ...below.filter((line) => line.trim().startsWith('#'))];
  return said
    .map((line) => line.trim().replace(/^#+ ?/, ''))
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, LONGEST_COMMENT);
}

function kindOf(node: YamlNode): SizedKind {
  if (node.kind === 'list') return { kind: 'list', size: node.items.length };
  if (node.kind === 'map') return { kind: 'map', size: node.entries.size };
  if (node.value === null) return { kind: 'null' };
  return { kind: typeof node.value === 'bigint' ? 'number' : (typeof node.value as ValueKind) };
}
