import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { shortJson } from '../values/short-json.ts';
import type { FieldChange } from './comparison.ts';
import { courseOf } from './course.ts';

/** How many changes are listed; Chart.yaml has some twenty fields. */
const MOST = 500;
const LONGEST = 20_000;
/** What is compared by itself. */
const APART = 'dependencies';
const VERSIONS = ['version', 'appVersion'];

/**
 * The fields of Chart.yaml that differ: those of maps such as annotations each, lists by their
 * entries (maintainers by their names).
 */
export function compareFields(
  before: YamlNode | undefined,
  after: YamlNode | undefined,
): FieldChange[] {
  const [a, b] = [fieldsOf(before), fieldsOf(after)];
  const changes: FieldChange[] = [];
  for (const field of new Set([...b.keys(), ...a.keys()])) {
    const [then, now] = [a.get(field), b.get(field)];
    if (then === now) continue;
    changes.push({
      field: field.replace(/\0.*$/s, ''),
      state: then === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
      ...(then !== undefined && { before: then }),
      ...(now !== undefined && { after: now }),
      ...(VERSIONS.includes(field) && { course: courseOf(then, now) }),
    });
  }
  return changes.slice(0, MOST);
}

/** The text of each field; entries of lists have what tells them apart behind a NUL. */
function fieldsOf(document: YamlNode | undefined): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, { value }] of entriesOf(document)) {
    if (name === APART) continue;
    if (value.kind === 'map') {
      for (const [key, entry] of value.entries) fields.set(`${name}: ${key}`, textOf(entry.value));
    } else if (value.kind === 'list') {
      for (const item of value.items) fields.set(`${name}\0${idOf(item)}`, textOf(item));
    } else fields.set(name, textOf(value));
  }
  return fields;
}

function entriesOf(node: YamlNode | undefined): Iterable<[string, YamlEntry]> {
  return node?.kind === 'map' ? node.entries : [];
}

function idOf(item: YamlNode): string {
  const name = item.kind === 'map' ? item.entries.get('name')?.value : undefined;
  return textOf(name ?? item);
}

/** Texts as they are, all else as JSON. */
function textOf(node: YamlNode): string {
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value.slice(0, LONGEST);
  return shortJson(node, LONGEST) ?? '…';
}
