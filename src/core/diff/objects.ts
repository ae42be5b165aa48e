/** What differs between the objects of two renderings. */
import { toBytes } from '../go/utf8.ts';
import type { ValuePath } from '../values/path.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import { isChartroomError } from '../errors.ts';
import type { Change } from './comparison.ts';
import { compareFields, type ObjectField } from './object-fields.ts';

/** How many objects that differ are listed. */
const MOST = 2000;

/** An object as a template wrote it. */
export interface ObjectText {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: string;
  /** The template, as Helm names it. */
  path: string;
  text: string;
}

export interface ObjectChange {
  kind: string;
  name: string;
  namespace: string;
  /** The template, of the later chart where it is in both. */
  source: string;
  state: Change;
  /** Of what is in both; none where an object isn't read as YAML or differs in comments only. */
  fields: ObjectField[];
}

export interface ObjectChanges {
  changes: ObjectChange[];
  /** How many objects are the same. */
  same: number;
  isCut: boolean;
}

/** Objects are the same one where kind, API group, namespace and name are. */
export function compareObjects(
  before: readonly ObjectText[],
  after: readonly ObjectText[],
): ObjectChanges {
  const [old, fresh] = [byIdentity(before), byIdentity(after)];
  const changes: ObjectChange[] = [];
  let same = 0;
  for (const key of new Set([...fresh.keys(), ...old.keys()])) {
    const change = compare(old.get(key), fresh.get(key));
    if (change) changes.push(change);
    else same += 1;
  }
  return { changes: changes.slice(0, MOST), same, isCut: changes.length > MOST };
}

function byIdentity(objects: readonly ObjectText[]): Map<string, ObjectText> {
  const all = new Map<string, ObjectText>();
  for (const object of objects) {
    const { apiVersion, kind, namespace, name, path } = object;
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const parts = name === '' ? [path.slice(path.indexOf('/'))] : [group, namespace, name];
    const identity = [kind, ...parts].join(' ');
    let key = identity;
    for (let i = 2; all.has(key); i++) key = `${identity} ${i}`;
    all.set(key, object);
  }
  return all;
}

function compare(
  then: ObjectText | undefined,
  now: ObjectText | undefined,
): ObjectChange | undefined {
  const { kind, name, namespace, path: source } = (now ?? then) as ObjectText;
  const head = { kind, name, namespace, source };
  if (!then || !now) return { ...head, state: then ? 'removed' : 'added', fields: [] };
  if (then.text === now.text) return undefined;
  const [a, b] = [rootOf(then), rootOf(now)];
  if (!a || !b) return { ...head, state: 'changed', fields: [] };
  const fields = compareFields(a, b, kind === 'Secret' ? isSecret : () => false);
  return fields.length > 0 ? { ...head, state: 'changed', fields } : undefined;
}

function isSecret([first]: ValuePath): boolean {
  return first === 'data' || first === 'stringData';
}

/** Undefined for what can't be read, as the files in crds/ may be. */
export function rootOf({ text, path }: Pick<ObjectText, 'text' | 'path'>): YamlNode | undefined {
  try {
    return parseYamlFile(toBytes(text), path);
  } catch (error) {
    if (isChartroomError(error, 'chart.yaml-invalid')) return undefined;
    throw error;
  }
}
