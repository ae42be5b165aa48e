import { GoError } from '../error.ts';
import { sprint, sprintf, sprintln } from '../fmt/printf.ts';
import { has } from '../table.ts';
import { byteLength } from '../byte-length.ts';
import { sliceBytes, toBytes } from '../utf8.ts';
import {
  entriesOf,
  GoInt,
  GoList,
  GoMap,
  int,
  itemsOf,
  typeOf,
  TypedNil,
  type GoFunction,
} from '../value.ts';
import { equalsAny, isLess, isLessOrEqual } from './compare.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts';
import { fixed, variadic } from './function.ts';
import { isTrue } from './truth.ts';
import { zeroOf } from './zero.ts';

const VALUE = 'reflect.Value';
const ANY = 'interface {}';

/** The executor evaluates `and` and `or` itself, since they needn't look at all their arguments. */
const SHORT_CIRCUIT = variadic([VALUE], VALUE, (...values) => values.at(-1));

/** The functions that Go's templates have of themselves (text/template/funcs.go). */
export const BUILTINS: Readonly<Record<string, GoFunction>> = {
  and: SHORT_CIRCUIT,
  or: SHORT_CIRCUIT,
  not: fixed([VALUE], (value) => !isTrue(value)),
  eq: variadic([VALUE], VALUE, (first, ...others) => equalsAny(first, others)),
  ne: fixed([VALUE, VALUE], (a, b) => !equalsAny(a, [b])),
  lt: fixed([VALUE, VALUE], isLess),
  le: fixed([VALUE, VALUE], isLessOrEqual),
  gt: fixed([VALUE, VALUE], (a, b) => !isLessOrEqual(a, b)),
  ge: fixed([VALUE, VALUE], (a, b) => !isLess(a, b)),
  len: fixed([VALUE], length),
  index: variadic([VALUE], VALUE, index),
  slice: variadic([VALUE], VALUE, slice),
  // No value in Helm is a function. The executor adds the first argument's name.
  call: variadic([VALUE], VALUE, (name, called) => {
    if (called === null || called === undefined) throw new GoError('call of nil');
    throw new GoError(`non-function ${String(name)} of type ${typeOf(called)}`);
  }),
  print: variadic([], ANY, (...values) => sprint(values)),
  printf: variadic(['string'], ANY, (format, ...values) => sprintf(format, values)),
  println: variadic([], ANY, (...values) => sprintln(values)),
  html: variadic([], ANY, (...values) => escapeHtml(textOf(values))),
  js: variadic([], ANY, (...values) => escapeJs(textOf(values))),
  urlquery: variadic([], ANY, (...values) => escapeQuery(textOf(values))),
};

/** evalArgs. */
function textOf(values: readonly unknown[]): string {
  const printed = values.map((value) => value ?? '<no value>');
  return printed.length === 1 && typeof printed[0] === 'string' ? printed[0] : sprint(printed);
}

function length(value: unknown): GoInt {
  if (typeof value === 'string') return int(byteLength(value));
  if (value === null) throw new GoError('len of nil pointer');
  if (value === undefined) throw new GoError('reflect: call of reflect.Value.Type on zero Value');
  const entries = entriesOf(value);
  if (entries) return int(Object.keys(entries).length);
  if (value instanceof Uint8Array) return int(value.length);
  const items = itemsOf(value);
  if (items) return int(items.length);
  throw new GoError(
    value instanceof TypedNil ? 'len of nil pointer' : `len of type ${typeOf(value)}`,
  );
}

function index(of: unknown, ...indexes: unknown[]): unknown {
  if (of === null || of === undefined) throw new GoError('index of untyped nil');
  return indexes.reduce(step, of);
}

/** One step of `index`. */
function step(of: unknown, at: unknown): unknown {
  if (of === null || (of instanceof TypedNil && of.type.startsWith('*')))
    throw new GoError('index of nil pointer');
  if (typeof of === 'string') {
    const bytes = toBytes(of);
    const byte = bytes[position(at ?? undefined, bytes.length)];
    if (byte === undefined) throw new GoError('reflect: string index out of range');
    return new GoInt('uint8', BigInt(byte));
  }
  const items = itemsOf(of);
  if (items) {
    const place = position(at ?? undefined, items.length);
    if (place >= items.length) throw new GoError('reflect: slice index out of range');
    return items[place];
  }
  const entries = entriesOf(of);
  if (!entries) throw new GoError(`can't index item of type ${typeOf(of)}`);
  const key = keyOf(at);
  if (has(entries, key)) return entries[key];
  return of instanceof GoMap ? zeroOf(of) : null;
}

/** prepareArg, for a map's keys. */
function keyOf(at: unknown): string {
  if (typeof at === 'string') return at;
  if (at === null || at === undefined) throw new GoError('value is nil; should be of type string');
  throw new GoError(`value has type ${typeOf(at)}; should be string`);
}

/** indexArg: null stands for what is within an interface, where `slice` doesn't look. */
function position(at: unknown, most: number): number {
  if (at === undefined) throw new GoError('cannot index slice/array with nil');
  if (at === null) throw new GoError('cannot index slice/array with type interface {}');
  if (!(at instanceof GoInt)) throw new GoError(`cannot index slice/array with type ${typeOf(at)}`);
  const place = BigInt.asIntN(64, at.value);
  if (place < 0n || place > BigInt(most)) throw new GoError(`index out of range: ${place}`);
  return Number(place);
}

function slice(of: unknown, ...indexes: unknown[]): unknown {
  if (of === null || of === undefined) throw new GoError('slice of untyped nil');
  if (of instanceof TypedNil && of.type.startsWith('*')) throw new GoError('slice of nil pointer');
  if (indexes.length > 3) throw new GoError(`too many slice indexes: ${indexes.length}`);
  const isText = typeof of === 'string';
  const items = isText ? undefined : itemsOf(of);
  if (!isText && !items) throw new GoError(`can't slice item of type ${typeOf(of)}`);
  if (isText && indexes.length === 3) throw new GoError('cannot 3-index slice a string');
  const size = isText ? byteLength(of) : (items?.length ?? 0);
  const places = indexes.map((at) => position(at, size));
  const [from = 0, to = size, most = size] = places;
  if (from > to) throw new GoError(`invalid slice index: ${from} > ${to}`);
  if (to > most) throw new GoError(`invalid slice index: ${to} > ${most}`);
  if (isText) return sliceBytes(of, from, to);
  if (of instanceof Uint8Array) return of.subarray(from, to);
  const cut = (items ?? []).slice(from, to);
  return of instanceof GoList ? new GoList(of.named ?? of.type, cut) : cut;
}
