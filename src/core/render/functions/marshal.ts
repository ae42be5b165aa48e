import { GoError } from '../../go/error.ts';
import { afford, ENTRY, PLACE, spend } from '../../go/template/budget.ts';
import {
  entriesOf,
  GoFloat32,
  GoInt,
  GoObject,
  itemsOf,
  namedTypeOf,
  TypedNil,
} from '../../go/value.ts';

/** A value as encoding/json sees it; a `Map` stands for a Go map, an object for a struct. */
export type Json =
  | (null | boolean | number | bigint | string)
  | Json[]
  | Map<string, Json>
  | { [field: string]: Json };

/** Below this depth encoding/json looks for what contains itself. */
const DEEPEST = 1000;

/**
 * What `json.Marshal` writes of a value of a template (encoding/json, `encode.go`).
 *
 * @throws GoError for what JSON has no place for, with Go's message
 */
export function marshal(value: unknown): Json {
  return marshalWithin([], value);
}

/** `outer` are the lists and maps around it. */
function marshalWithin(outer: unknown[], value: unknown): Json {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'boolean') return value;
    if (value === null || value === undefined) return null;
    throw new GoError('json: unsupported type: func()');
  }
  const replace = namedTypeOf(value)?.marshal as ((value: unknown) => unknown) | undefined;
  if (replace) return marshalWithin(outer, replace(value));
  if (value instanceof GoInt) return value.value;
  if (value instanceof GoFloat32) return finite(value.value);
  if (value instanceof TypedNil) return null;
  if (value instanceof Uint8Array) return base64Of(value);
  if (outer.length > DEEPEST && outer.includes(value)) throw cycle(value);
  outer.push(value);
  const json = marshalInner(outer, value);
  outer.pop();
  return json;
}

function marshalInner(outer: unknown[], value: object): Json {
  const items = itemsOf(value);
  if (items) {
    spend(ENTRY + PLACE * items.length);
    return items.map((item) => marshalWithin(outer, item));
  }
  const entries = value instanceof GoObject ? undefined : entriesOf(value);
  const members = Object.entries(entries ?? (value as GoObject).fields);
  spend(2 * ENTRY * (1 + members.length));
  const written = members.map(([key, member]) => [key, marshalWithin(outer, member)] as const);
  return entries ? new Map(written) : Object.fromEntries(written);
}

/** Whatever writes it goes through it piece by piece. */
function text(value: string): string {
  afford((ENTRY / 2) * value.length);
  return value;
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  const text = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  throw new GoError(`json: unsupported value: ${text}`);
}

function cycle(value: unknown): GoError {
  const type = itemsOf(value) ? '[]interface {}' : 'map[string]interface {}';
  return new GoError(`json: unsupported value: encountered a cycle via ${type}`);
}

export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}
