import { isTable } from '../table.ts';
import { GoInt, GoObject, TypedNil, typeOf } from '../value.ts';
import { INT_KINDS } from './int-kinds.ts';

/** Whether an untyped nil can be given for a parameter (exec.go, canBeNil). */
export function canBeNil(type: string): boolean {
  return /^(?:interface|map\[|\[\]|\*|reflect\.Value)/.test(type);
}

/** The nil of a type; of `reflect.Value` it is no value at all. */
export function nilOf(type: string): unknown {
  return type === 'reflect.Value' ? undefined : null;
}

/**
 * A value as a parameter takes it, or undefined where it has another type. Neither it nor the type
 * is an interface.
 */
export function assigned(value: unknown, type: string): { value: unknown } | undefined {
  if (isAssignable(value, type)) return { value: value instanceof TypedNil ? null : value };
  return value instanceof GoObject && value.named.name === `*${type}` ? { value } : undefined;
}

function isAssignable(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'float64':
      return typeof value === 'number';
    case '[]interface {}':
      return Array.isArray(value) || isNilOf(value, type);
    case 'map[string]interface {}':
      return isTable(value) || isNilOf(value, type);
    default:
      if (INT_KINDS.has(type)) return value instanceof GoInt && value.kind === type && !value.named;
      return typeOf(value) === type;
  }
}

function isNilOf(value: unknown, type: string): boolean {
  return value instanceof TypedNil && value.type === type;
}
