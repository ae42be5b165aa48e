import { ChartroomError, type ErrorDetails, type TypeFault } from '../errors.ts';
import { byteOrder } from '../go/byte-order.ts';
import { formatFloat32 } from '../go/float.ts';
import { isJsonTime } from '../go/time.ts';
import { foldKey, goStruct, type GoStruct } from '../go/struct-keys.ts';
import { isRecord } from '../json.ts';
import type { YamlMap, YamlNode } from './node.ts';

/**
 * A Go type that YAML is decoded into. `any` accepts every value; a `time` stays text. The only
 * typed maps in a chart's files are maps of text.
 */
export type Shape =
  | 'text'
  | 'flag'
  | 'time'
  | 'any'
  | { list: Shape }
  | { mapOf: 'text' }
  | { struct: Record<string, Shape> };

/** The result of decoding into a shape. A null leaves a field or a list item undefined. */
export type Decoded<S extends Shape> = S extends 'text' | 'time'
  ? string
  : S extends 'flag'
    ? boolean
    : S extends { list: infer Item extends Shape }
      ? (Decoded<Item> | undefined)[]
      : S extends { mapOf: 'text' }
        ? Record<string, string>
        : S extends { struct: infer Fields extends Record<string, Shape> }
          ? { -readonly [K in keyof Fields]?: Decoded<Fields[K]> | undefined }
          : unknown;

/** The struct that JSON of this type is read into, if it is one or a list of them. */
export function structOf(shape: Shape): GoStruct | undefined {
  if (typeof shape === 'string' || 'mapOf' in shape) return undefined;
  if ('list' in shape) return structOf(shape.list);
  const fields = Object.entries(shape.struct).map(
    ([name, field]) => [name, structOf(field)] as const,
  );
  return goStruct(Object.fromEntries(fields));
}

/**
 * Decodes `node` onto `prior` as sigs.k8s.io/yaml and encoding/json do together: scalars become
 * text where the field is text, keys match fields in any case (of several the last in byte order
 * counts), unknown keys are dropped, null changes nothing, and values in `prior` remain unless the
 * document has the field. A value of another type is `chart.metadata-invalid`, in the file at
 * `path`.
 */
export function decode<const S extends Shape>(
  shape: S,
  node: YamlNode,
  path: string,
  prior?: Decoded<S>,
): Decoded<S> | undefined {
  try {
    // The compiler can't follow a type through the recursion over its shape.
    return decodeAs(shape, node, prior, '') as Decoded<S> | undefined;
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    throw new ChartroomError('chart.metadata-invalid', { path, ...error.place });
  }
}

/** The fields of a document that have another type, as the errors that `decode` would throw. */
export type Misfits = ErrorDetails['chart.metadata-invalid'][];

/** Decodes what has the right type; what hasn't is left out, and told in `misfits`. */
export function decodeFitting<const S extends Shape>(
  shape: S,
  node: YamlNode,
  path: string,
): { value: Decoded<S> | undefined; misfits: Misfits } {
  const found: Misfit[] = [];
  const value = fitting(found, () => decodeAs(shape, node, undefined, '', found));
  const misfits = found.map(({ place }) => ({ path, ...place }));
  return { value: value as Decoded<S> | undefined, misfits };
}

/** The value, or undefined and a misfit more. Without a list of misfits, the misfit is thrown. */
function fitting(misfits: Misfit[] | undefined, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!misfits || !(error instanceof Misfit)) throw error;
    misfits.push(error);
    return undefined;
  }
}

/** A value of another type than its field. */
class Misfit extends Error {
  readonly place: { field: string; reason: TypeFault; line: number };

  constructor(place: Misfit['place']) {
    super(place.reason);
    this.place = place;
  }
}

function decodeAs(
  shape: Shape,
  node: YamlNode,
  prior: unknown,
  field: string,
  misfits?: Misfit[],
): unknown {
  const isNull = node.kind === 'scalar' && node.value === null;
  if (shape === 'text') return isNull ? prior : text(node, field);
  if (shape === 'flag') return isNull ? prior : flag(node, field);
  if (isNull) return undefined;
  if (shape === 'time') return time(node, field);
  if (shape === 'any') return plain(node, field);
  if ('list' in shape) {
    if (node.kind !== 'list') misfit(node, field, 'no-list');
    const before = Array.isArray(prior) ? prior : [];
    return node.items.map((item, i) =>
      fitting(misfits, () => decodeAs(shape.list, item, before[i], `${field}[${i}]`, misfits)),
    );
  }
  if (node.kind !== 'map') misfit(node, field, 'no-map');
  checkKeys(node, field);
  if ('mapOf' in shape) return texts(node, prior, field);
  return struct(shape.struct, node, prior, field, misfits);
}

/** The field that Go reads a key into, by the rule of `go/struct-keys.ts`; undefined where none is. */
export function fieldOf(fields: Record<string, Shape>, key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key;
  let byFolded = foldedFields.get(fields);
  if (!byFolded) {
    byFolded = new Map(Object.keys(fields).map((field) => [foldKey(field), field]));
    foldedFields.set(fields, byFolded);
  }
  return byFolded.get(foldKey(key));
}

/** The fields of each struct by their names as `foldKey` writes them. */
const foldedFields = new WeakMap<Record<string, Shape>, Map<string, string>>();

function struct(
  fields: Record<string, Shape>,
  node: YamlMap,
  prior: unknown,
  at: string,
  misfits?: Misfit[],
): object {
  const value: Record<string, unknown> = isRecord(prior) ? { ...prior } : {};
  const keys = [...node.entries].sort(([a], [b]) => byteOrder(a, b));
  for (const [key, entry] of keys) {
    const name = fieldOf(fields, key);
    const shape = name && fields[name];
    const read = () =>
      name && shape
        ? decodeAs(shape, entry.value, value[name], at ? `${at}.${name}` : name, misfits)
        : plain(entry.value, key);
    const decoded = fitting(misfits, read);
    if (name && shape) value[name] = decoded;
  }
  return value;
}

function texts(node: YamlMap, prior: unknown, at: string): object {
  const entries = new Map(isRecord(prior) ? Object.entries(prior) : []);
  for (const [key, { value }] of node.entries) {
    // A null becomes Go's zero value here, since every member starts out as one.
    entries.set(key, decodeAs('text', value, '', `${at}.${key}`));
  }
  return Object.fromEntries(entries);
}

function text(node: YamlNode, field: string): string {
  if (node.kind !== 'scalar') misfit(node, field, 'no-text');
  return typeof node.value === 'number' ? formatFloat32(node.value) : String(node.value);
}

function flag(node: YamlNode, field: string): boolean {
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  return misfit(node, field, 'no-flag');
}

function time(node: YamlNode, field: string): string {
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (typeof value !== 'string' || !isJsonTime(value)) return misfit(node, field, 'no-time');
  return value;
}

/** As encoding/json decodes into `any`: all numbers are 64-bit floats. */
function plain(node: YamlNode, field: string): unknown {
  if (node.kind === 'list') return node.items.map((item, i) => plain(item, `${field}[${i}]`));
  if (node.kind === 'map') {
    checkKeys(node, field);
    return Object.fromEntries(
      [...node.entries].map(([key, { value }]) => [key, plain(value, `${field}.${key}`)]),
    );
  }
  if (typeof node.value === 'number' && !Number.isFinite(node.value)) {
    // The document is converted to JSON, which has no infinity.
    misfit(node, field, 'no-finite-number');
  }
  return typeof node.value === 'bigint' ? Number(node.value) : node.value;
}

function checkKeys({ unusable }: YamlMap, field: string): void {
  if (unusable) refuse(unusable.at.line, field, 'unusable-key');
}

function misfit(node: YamlNode, field: string, reason: TypeFault): never {
  return refuse(node.at.line, field, reason);
}

function refuse(line: number, field: string, reason: TypeFault): never {
  throw new Misfit({ field, reason, line });
}
