import { ChartroomError, type TypeFault } from '../errors.ts';
import { byteOrder } from '../go/byte-order.ts';
import { formatFloat32 } from '../go/float.ts';
import { foldKey, goStruct, type GoStruct } from '../go/struct-keys.ts';
import type { YamlMap, YamlNode } from './node.ts';

/** A Go type that YAML is decoded into. `any` takes what comes. */
export type Shape =
  'text' | 'flag' | 'any' | { list: Shape } | { mapOf: Shape } | { struct: Record<string, Shape> };

/** The struct that JSON of this type is read into, if it is one or a list of them. */
export function structOf(shape: Shape): GoStruct | undefined {
  if (typeof shape === 'string' || 'mapOf' in shape) return undefined;
  if ('list' in shape) return structOf(shape.list);
  const fields = Object.entries(shape.struct).map(([name, field]) => [name, structOf(field)]);
  return goStruct(Object.fromEntries(fields) as Record<string, GoStruct | undefined>);
}

/**
 * Decodes `node` onto `prior` as sigs.k8s.io/yaml and encoding/json do together: scalars turn
 * into text where text is wanted, keys match fields by any case (of several the last in byte
 * order counts), unknown keys are dropped, null changes nothing, and what `prior` holds stays
 * where the document is silent. What doesn't fit is `chart.metadata-invalid`.
 */
export function decode(shape: Shape, node: YamlNode, prior?: unknown, field = ''): unknown {
  const isNull = node.kind === 'scalar' && node.value === null;
  if (shape === 'text') return isNull ? prior : text(node, field);
  if (shape === 'flag') return isNull ? prior : flag(node, field);
  if (isNull) return undefined;
  if (shape === 'any') return plain(node, field);
  if ('list' in shape) {
    if (node.kind !== 'list') misfit(node, field, 'no-list');
    const before = Array.isArray(prior) ? prior : [];
    return node.items.map((item, i) => decode(shape.list, item, before[i], `${field}[${i}]`));
  }
  if (node.kind !== 'map') misfit(node, field, 'no-map');
  checkKeys(node, field);
  return 'mapOf' in shape
    ? mapOf(shape.mapOf, node, prior, field)
    : struct(shape.struct, node, prior, field);
}

function struct(fields: Record<string, Shape>, node: YamlMap, prior: unknown, at: string): object {
  const value: Record<string, unknown> = { ...(prior as object | undefined) };
  const keys = [...node.entries].sort(([a], [b]) => byteOrder(a, b));
  for (const [key, entry] of keys) {
    const name = Object.hasOwn(fields, key)
      ? key
      : Object.keys(fields).find((field) => foldKey(field) === foldKey(key));
    const shape = name && fields[name];
    if (!name || !shape) plain(entry.value, key);
    else value[name] = decode(shape, entry.value, value[name], at ? `${at}.${name}` : name);
  }
  return value;
}

function mapOf(shape: Shape, node: YamlMap, prior: unknown, at: string): object {
  const entries = new Map(Object.entries((prior as object | undefined) ?? {}));
  for (const [key, entry] of node.entries) {
    // A null becomes Go's zero value here, since every member starts out as one.
    entries.set(key, decode(shape, entry.value, undefined, `${at}.${key}`) ?? ZERO);
  }
  return Object.fromEntries(entries);
}

/** Of all maps in a chart's files only those of text have a type. */
const ZERO = '';

function text(node: YamlNode, field: string): string {
  if (node.kind !== 'scalar') misfit(node, field, 'no-text');
  return typeof node.value === 'number' ? formatFloat32(node.value) : String(node.value);
}

function flag(node: YamlNode, field: string): boolean {
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  return misfit(node, field, 'no-flag');
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
    // JSON, which the document passes through, has no infinity.
    misfit(node, field, 'no-finite-number');
  }
  return typeof node.value === 'bigint' ? Number(node.value) : node.value;
}

function checkKeys({ unusable }: YamlMap, field: string): void {
  if (unusable) refuse(unusable.line, field, 'unusable-key');
}

function misfit(node: YamlNode, field: string, reason: TypeFault): never {
  return refuse(node.at.line, field, reason);
}

function refuse(line: number, field: string, reason: TypeFault): never {
  throw new ChartroomError('chart.metadata-invalid', { field, reason, line });
}
