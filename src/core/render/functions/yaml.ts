/** YAML in templates (helm `pkg/engine/funcs.go`), by sigs.k8s.io/yaml, which goes through JSON. */
import { isChartroomError } from '../../errors.ts';
import { GoError } from '../../go/error.ts';
import { goJson } from '../../go/json.ts';
import { afford, ENTRY, spend } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { newTable } from '../../go/table.ts';
import {
  entriesOf,
  GoInt,
  GoObject,
  itemsOf,
  namedTypeOf,
  TypedNil,
  type GoFunction,
} from '../../go/value.ts';
import { toBytes } from '../../go/utf8.ts';
import { goYaml, type Writable } from '../../yaml/emit.ts';
import { goYamlError } from '../../yaml/go-error.ts';
import { unusableKeyWords } from '../../yaml/go-syntax.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { parseYaml, parseYamlFile } from '../../yaml/parse.ts';
import { orNothing, readList, readMap } from './json.ts';
import { marshal, type Json } from './marshal.ts';
import { marksIn, misfit, type Target } from './unmarshal.ts';

export const yamlFunctions: Record<string, GoFunction> = {
  toYaml: fixed(['interface {}'], (value) => orNothing(() => toYaml(value))),
  mustToYaml: fixed(['interface {}'], toYaml),
  toYamlPretty: fixed(['interface {}'], (value) => orNothing(() => toPrettyYaml(value))),
  fromYaml: fixed(['string'], (text) => readMap(() => fromYaml(text, 'map[string]interface {}'))),
  fromYamlArray: fixed(['string'], (text) => readList(() => fromYaml(text, '[]interface {}'))),
};

function toYaml(value: unknown): string {
  const json = marshal(value);
  const read = readsAsWritten(json) ? withIntegers(json) : readBack(json);
  return withoutEnd(goYaml(read, 2));
}

/** Helm takes the last line break off; there is none behind a line separator of Unicode. */
function withoutEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** What yaml.v2 reads in other ways than encoding/json writes it, though in quotes. */
const ODD = /[\x7f-\x9f\ufeff\ufffe\uffff]/;
/** Keys must be told from their colon within so many characters; escapes make them longer. */
const LONGEST_KEY = 1000 / 6;

function readsAsWritten(json: Json): boolean {
  if (typeof json === 'string') return !ODD.test(json);
  if (typeof json !== 'object' || json === null) return true;
  if (Array.isArray(json)) return json.every(readsAsWritten);
  for (const [key, value] of json instanceof Map ? json : Object.entries(json))
    if (key.length > LONGEST_KEY || ODD.test(key) || !readsAsWritten(value)) return false;
  return true;
}

/** JSON as yaml.v2 reads it: with integers, where they fit into 64 bits. */
function withIntegers(json: Json): Writable {
  if (typeof json === 'string') return withoutHalves(json);
  if (typeof json === 'number') return number(json);
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(withIntegers);
  const entries = json instanceof Map ? [...json] : Object.entries(json);
  return new Map(entries.map(([key, value]) => [withoutHalves(key), withIntegers(value)]));
}

function withoutHalves(text: string): string {
  return /[\ud800-\udfff]/u.test(text) ? text.replace(/\p{Cs}/gu, '\ufffd') : text;
}

const MIN_INT64 = -(2 ** 63);
const MAX_UINT64 = 2 ** 64;

function number(value: number): number | bigint {
  // The digits are those that JSON has, which may be others than those of the float.
  const fits = Number.isInteger(value) && value >= MIN_INT64 && value < MAX_UINT64;
  return fits ? BigInt(String(value)) : value;
}

function readBack(json: Json): Writable {
  return writableOf(parse(goJson(json)));
}

function writableOf(node: YamlNode | undefined): Writable {
  if (!node) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(writableOf);
  return new Map([...node.entries].map(([key, { value }]) => [key, writableOf(value)]));
}

/** As yaml.v3 writes Go's values themselves, of which those of a chart are the same as in JSON. */
function toPrettyYaml(value: unknown): string {
  return withoutEnd(goYaml(asWritten(value), 3));
}

function asWritten(value: unknown): Writable {
  if (typeof value === 'string') {
    afford((ENTRY / 2) * value.length);
    return /[\ud800-\udfff]/u.test(value) ? toBytes(value) : value;
  }
  if (typeof value !== 'object' || value === null) return value as Writable;
  const items = value instanceof Uint8Array ? undefined : itemsOf(value);
  if (value instanceof GoObject || value instanceof TypedNil) {
    if (value instanceof TypedNil)
      return items ? [] : value.type.startsWith('m') ? new Map() : null;
  }
  const replace = namedTypeOf(value)?.marshal as ((value: unknown) => unknown) | undefined;
  if (replace) return asWritten(replace(value));
  if (value instanceof GoInt) return value.value;
  if (value instanceof Uint8Array) return Array.from(value, BigInt);
  spend(ENTRY);
  if (items) return items.map(asWritten);
  const members = Object.entries(entriesOf(value) ?? (value as GoObject).fields);
  spend(ENTRY * members.length);
  return new Map(members.map(([key, member]) => [key, asWritten(member)]));
}

function fromYaml(text: string, target: Target): { value: unknown; error?: string } {
  const node = parse(text, 'error converting YAML to JSON: ');
  const value = node ? plain(node) : null;
  const fault = misfit(value, target);
  if (fault === undefined) return { value: value ?? undefined };
  return { value: undefined, error: `error unmarshaling JSON: while decoding JSON: ${fault}` };
}

function parse(text: string, context = ''): YamlNode | undefined {
  const entries = marksIn(text);
  spend(text.length + ENTRY * entries);
  afford(4 * ENTRY * entries);
  try {
    return /[\ud800-\udfff]/u.test(text) ? parseYamlFile(toBytes(text), '') : parseYaml(text, '');
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    throw new GoError(context + goYamlError(error));
  }
}

function plain(node: YamlNode): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map') {
    if (node.unusable)
      throw new GoError(`error converting YAML to JSON: ${unusableKeyWords(node.unusable)}`);
    const table = newTable();
    for (const [key, { value }] of node.entries) table[key] = plain(value);
    return table;
  }
  const { value } = node;
  if (typeof value !== 'number') return typeof value === 'bigint' ? Number(value) : value;
  if (Number.isFinite(value)) return value;
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  throw new GoError(`error converting YAML to JSON: json: unsupported value: ${name}`);
}
