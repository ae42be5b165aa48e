import { formatPath, type ValuePath } from '../values/path.ts';
import { shortJson } from '../values/short-json.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import type { Change } from './comparison.ts';

/** A field of an object; what is in a Secret has no values here. */
export interface ObjectField {
  /** As `--set` writes it; an entry of a list stands under its name, where each has one. */
  path: string;
  state: Change;
  before?: string | undefined;
  after?: string | undefined;
}

/** How many fields of one object are told, and how long a value may be. */
const MOST = 500;
const LONGEST = 300;
const DEEPEST = 100;
/** What tells the entries of a list apart, as Kubernetes merges most of them. */
const LIST_KEY = 'name';

/** The fields in which an object differs; `isSecret` where values aren't to be shown. */
export function compareFields(
  before: YamlNode,
  after: YamlNode,
  isSecret: (path: ValuePath) => boolean,
): ObjectField[] {
  const fields: ObjectField[] = [];
  compare([], before, after);
  return fields;

  function compare(path: ValuePath, then: YamlNode, now: YamlNode): void {
    const [old, fresh] = [entriesOf(then), entriesOf(now)];
    if (!old || !fresh || then.kind !== now.kind || path.length > DEEPEST) {
      if (shownJson(then) !== shownJson(now)) tell(path, then, now);
      return;
    }
    for (const key of new Set([...old.keys(), ...fresh.keys()])) {
      if (fields.length >= MOST) return;
      const [was, is] = [old.get(key), fresh.get(key)];
      if (was && is) compare([...path, key], was, is);
      else tell([...path, key], was, is);
    }
  }

  function tell(path: ValuePath, then: YamlNode | undefined, now: YamlNode | undefined): void {
    const shown = (node: YamlNode | undefined) =>
      node && (isSecret(path) ? undefined : shortJson(node, LONGEST));
    const state = !then ? 'added' : !now ? 'removed' : 'changed';
    fields.push({ path: formatPath(path), state, before: shown(then), after: shown(now) });
  }
}

/** Texts of any length, for comparing. */
function shownJson(node: YamlNode): string {
  return shortJson(node, Infinity) ?? '';
}

/** What is in a map by its keys, in a list by the names of its entries or by where they stand. */
function entriesOf(node: YamlNode): Map<string | number, YamlNode> | undefined {
  if (node.kind === 'map')
    return new Map([...node.entries].map(([key, { value }]) => [key, value]));
  if (node.kind !== 'list') return undefined;
  const names = node.items.map((item) => (item.kind === 'map' ? nameOf(item) : undefined));
  const areNamed = new Set(names).size === names.length && !names.includes(undefined);
  return new Map(node.items.map((item, i) => [areNamed ? (names[i] as string) : i, item]));
}

function nameOf({ entries }: YamlMap): string | undefined {
  const name = entries.get(LIST_KEY)?.value;
  return name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : undefined;
}
