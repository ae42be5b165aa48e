/**
 * Values as Go's templates have them. What holds a Go `any` here is one of:
 *
 * | Go                            | here                                                         |
 * | ----------------------------- | ------------------------------------------------------------ |
 * | `nil`                         | `null`                                                       |
 * | `bool`                        | a boolean                                                    |
 * | `string`                      | a string, in which bytes that are no UTF-8 stand as `utf8.ts` says |
 * | `float64`                     | a number: every number of values, of YAML and of JSON        |
 * | other numbers                 | a `GoInt`; `float32` a `GoFloat32`                           |
 * | `map[string]any`              | a `Table`, read in the byte order of its keys                |
 * | `[]any`                       | an array                                                     |
 * | `[]byte`                      | a `Uint8Array`                                               |
 * | other maps with string keys   | a `GoMap`                                                    |
 * | other slices                  | a `GoList`                                                   |
 * | nil slices, maps and pointers | a `TypedNil`                                                 |
 * | structs, and pointers to them | a `GoObject`                                                 |
 *
 * Tables and arrays are shared and changed in place as in Go.
 */
import { byteOrder } from './byte-order.ts';
import { isTable, type Table } from './table.ts';

/** Go's `reflect.Kind`, as it prints. */
export type Kind =
  | IntKind
  | 'invalid'
  | 'bool'
  | 'string'
  | 'float32'
  | 'float64'
  | 'map'
  | 'slice'
  | 'struct'
  | 'ptr'
  | 'func';

export type IntKind =
  | ('int' | 'int8' | 'int16' | 'int32' | 'int64')
  | ('uint' | 'uint8' | 'uint16' | 'uint32' | 'uint64');

/** A function or a method; `template/function.ts` makes them. */
export interface GoFunction {
  /** The types of the parameters, as Go prints them. */
  readonly params: readonly string[];
  /** The type of any further arguments. */
  readonly variadic?: string | undefined;
  /** Throws a `GoError` where Go returns an error or panics. */
  readonly call: (...args: never[]) => unknown;
}

/** What a type with a name has beyond its underlying type. `T` is how its values are held here. */
export interface NamedType<T = unknown> {
  /** With its package, as `%T` prints it: `time.Duration`, `*semver.Version`. */
  readonly name: string;
  /** The type that it is made of, where that isn't a struct: `map[string]interface {}`. */
  readonly underlying?: string;
  readonly methods?: Readonly<Record<string, (receiver: T) => GoFunction>>;
  /** Its `String` method or, for an error, its `Error` method: `fmt` and `print` use it. */
  readonly print?: (receiver: T) => string;
  /** The same of a type whose method needs a pointer: templates have one where they write it. */
  readonly printInPlace?: (receiver: T) => string;
  /** Its `MarshalJSON` or `MarshalText`: the value that takes its place in JSON and YAML. */
  readonly marshal?: (receiver: T) => unknown;
}

/** An integer of any kind; it never changes. */
export class GoInt {
  readonly kind: IntKind;
  /** Within the bounds of its kind. */
  readonly value: bigint;
  readonly named: NamedType<GoInt> | undefined;

  constructor(kind: IntKind, value: bigint, named?: NamedType<GoInt>) {
    this.kind = kind;
    this.value = value;
    this.named = named;
  }
}

/** An `int`; it wraps around as Go's does. */
export function int(value: number | bigint): GoInt {
  return new GoInt('int', BigInt.asIntN(64, BigInt(value)));
}

/** An `int64`; it wraps around as Go's does. */
export function int64(value: number | bigint): GoInt {
  return new GoInt('int64', BigInt.asIntN(64, BigInt(value)));
}

export class GoFloat32 {
  readonly value: number;

  constructor(value: number) {
    this.value = Math.fround(value);
  }
}

/** A map with string keys of another type than `map[string]any`. */
export class GoMap {
  /** As `%T` prints it: `map[string]string`. */
  readonly type: string;
  readonly entries: Table;
  readonly named: NamedType<GoMap> | undefined;

  constructor(type: string | NamedType<GoMap>, entries: Table) {
    this.type = typeof type === 'string' ? type : type.name;
    this.named = typeof type === 'string' ? undefined : type;
    this.entries = entries;
  }
}

/** A slice of another type than `[]any` and `[]byte`. */
export class GoList {
  /** As `%T` prints it: `[]string`. */
  readonly type: string;
  readonly items: unknown[];
  readonly named: NamedType<GoList> | undefined;

  constructor(type: string | NamedType<GoList>, items: unknown[]) {
    this.type = typeof type === 'string' ? type : type.name;
    this.named = typeof type === 'string' ? undefined : type;
    this.items = items;
  }
}

/** A nil that has a type: a slice (`[]…`), a map (`map[…`) or a pointer (`*…`). */
export class TypedNil {
  readonly type: string;

  constructor(type: string) {
    this.type = type;
  }
}

/** A struct, or a pointer to one where the type's name begins with `*`. */
export class GoObject {
  readonly named: NamedType<GoObject>;
  /** The exported fields, in their order. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the functions that know this type keep in it. */
  readonly state: unknown;

  constructor(
    named: NamedType<GoObject>,
    fields: Readonly<Record<string, unknown>>,
    state?: unknown,
  ) {
    this.named = named;
    this.fields = fields;
    this.state = state;
  }
}

/** A struct with these fields, as what takes a value's place in JSON and YAML. */
export function struct(fields: Readonly<Record<string, unknown>>): GoObject {
  return new GoObject({ name: 'struct' }, fields);
}

/** The tables whose type is no plain `map[string]any`, such as a chart's values. */
const namedTables = new WeakMap<Table, NamedType<Table>>();

/** Gives a table a named type; it stays the same table. */
export function nameTable(table: Table, named: NamedType<Table>): Table {
  namedTables.set(table, named);
  return table;
}

/** The named type of a value, if it has one. */
export function namedTypeOf(value: unknown): NamedType<never> | undefined {
  if (
    value instanceof GoObject ||
    value instanceof GoInt ||
    value instanceof GoMap ||
    value instanceof GoList
  )
    return value.named;
  return isTable(value) ? namedTables.get(value) : undefined;
}

/** `reflect.ValueOf(value).Kind()`. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'float64';
    case 'boolean':
      return 'bool';
    case 'undefined':
      return 'invalid';
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: unknown): Kind {
  if (value === null) return 'invalid';
  if (isTable(value) || value instanceof GoMap) return 'map';
  if (value instanceof GoInt) return value.kind;
  if (value instanceof GoFloat32) return 'float32';
  if (value instanceof GoObject) return value.named.name.startsWith('*') ? 'ptr' : 'struct';
  if (value instanceof TypedNil)
    return value.type.startsWith('[') ? 'slice' : value.type.startsWith('m') ? 'map' : 'ptr';
  return Array.isArray(value) || value instanceof GoList || value instanceof Uint8Array
    ? 'slice'
    : 'func';
}

/** What `%T` prints. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (isTable(value)) return namedTables.get(value)?.name ?? 'map[string]interface {}';
  if (Array.isArray(value)) return '[]interface {}';
  if (value instanceof Uint8Array) return '[]uint8';
  if (value instanceof GoInt) return value.named?.name ?? value.kind;
  if (value instanceof GoObject) return value.named.name;
  if (value instanceof GoMap || value instanceof GoList || value instanceof TypedNil)
    return value.type;
  return kindOf(value);
}

/** The items of a slice of any type; undefined for what is none. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof GoList) return value.items;
  if (value instanceof Uint8Array)
    return Array.from(value, (byte) => new GoInt('uint8', BigInt(byte)));
  return value instanceof TypedNil && kindOf(value) === 'slice' ? [] : undefined;
}

/** The entries of a map of any type, which may not be changed if it is nil; undefined for what is none. */
export function entriesOf(value: unknown): Table | undefined {
  if (isTable(value)) return value;
  if (value instanceof GoMap) return value.entries;
  return value instanceof TypedNil && kindOf(value) === 'map' ? EMPTY : undefined;
}

const EMPTY: Table = Object.freeze(Object.create(null) as Table);

/** A map's keys in the order in which Go's templates and encoders go through them. */
export function sortedKeys(table: Table): string[] {
  return Object.keys(table).sort(byteOrder);
}
