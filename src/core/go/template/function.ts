import type { Table } from '../table.ts';
import type { GoFunction, GoInt, GoList, GoMap, GoObject } from '../value.ts';

/**
 * The type of a parameter, as Go prints it. The executor checks arguments against it before the
 * function is called, with Go's own errors; `interface {}` takes anything. A nil for a map, a slice
 * or a pointer arrives as null, and a named type's value as one of its underlying type.
 */
export type ParamType = keyof Arguments;

/** How an argument of each type arrives. */
interface Arguments {
  'interface {}': unknown;
  string: string;
  bool: boolean;
  int: GoInt;
  int64: GoInt;
  uint32: GoInt;
  float64: number;
  '[]interface {}': unknown[] | null;
  '[]string': GoList | null;
  'map[string]interface {}': Table | null;
  'map[string]string': GoMap | null;
  'time.Time': GoObject;
  'time.Duration': GoInt;
  '*semver.Version': GoObject | null;
  /** Sprig's type of generated certificates. */
  'sprig.certificate': GoObject;
  /** Of Go's own functions: an argument that stays what it is; undefined for no value at all. */
  'reflect.Value': unknown;
}

type ArgumentsOf<P extends readonly ParamType[]> = { -readonly [I in keyof P]: Arguments[P[I]] };

/** A function with a fixed number of parameters. */
export function fixed<const P extends readonly ParamType[]>(
  params: P,
  call: (...args: ArgumentsOf<P>) => unknown,
): GoFunction {
  return { params, call: call as GoFunction['call'] };
}

/** A function that takes any number of arguments of type `rest` after the fixed ones. */
export function variadic<const P extends readonly ParamType[], R extends ParamType>(
  params: P,
  rest: R,
  call: (...args: [...ArgumentsOf<P>, ...Arguments[R][]]) => unknown,
): GoFunction {
  return { params, variadic: rest, call: call as GoFunction['call'] };
}
