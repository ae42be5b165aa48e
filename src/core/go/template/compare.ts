import { byteOrder } from '../byte-order.ts';
import { GoError } from '../error.ts';
import { sprintf } from '../fmt/printf.ts';
import { GoFloat32, GoInt, kindOf, typeOf, TypedNil } from '../value.ts';

/** Kinds that can be compared; signed and unsigned integers also with each other (basicKind). */
type Basic = 'bool' | 'int' | 'uint' | 'float' | 'string' | undefined;

function basicKind(value: unknown): Basic {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float';
    case 'string':
      return 'string';
    default:
      if (value instanceof GoInt) return value.kind.startsWith('u') ? 'uint' : 'int';
      return value instanceof GoFloat32 ? 'float' : undefined;
  }
}

function isInteger(kind: Basic): boolean {
  return kind === 'int' || kind === 'uint';
}

/** A number or a text as JavaScript compares it. */
function plain(value: unknown): unknown {
  return value instanceof GoInt || value instanceof GoFloat32 ? value.value : value;
}

/** `eq`: whether the first is equal to any of the others (text/template/funcs.go). */
export function equalsAny(first: unknown, others: readonly unknown[]): boolean {
  if (others.length === 0) throw new GoError('missing argument for comparison');
  return others.some((other) => equals(first, other));
}

function equals(a: unknown, b: unknown): boolean {
  const kinds = [basicKind(a), basicKind(b)] as const;
  if (kinds[0] !== kinds[1] && !kinds.every(isInteger)) {
    // Anything may be compared with nil.
    if (!isInvalid(a) && !isInvalid(b)) throw incompatible(a, b);
    return false;
  }
  if (kinds[0] !== undefined) return plain(a) === plain(b);
  return equalOthers(a, b);
}

/** Neither is of a basic kind. */
function equalOthers(a: unknown, b: unknown): boolean {
  if (kindOf(a) !== kindOf(b) && !isInvalid(a) && !isInvalid(b))
    throw new GoError(sprintf('non-comparable types %s: %v, %s: %v', [a, typeOf(a), typeOf(b), b]));
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  const kind = kindOf(b);
  if (kind === 'map' || kind === 'slice' || kind === 'func')
    throw new GoError(sprintf('non-comparable type %s: %v', [b, typeOf(b)]));
  return a === b;
}

function isInvalid(value: unknown): boolean {
  return value === null || value === undefined;
}

function isNil(value: unknown): boolean {
  return isInvalid(value) || value instanceof TypedNil;
}

function incompatible(a: unknown, b: unknown): GoError {
  return new GoError(`incompatible types for comparison: ${typeOf(a)} and ${typeOf(b)}`);
}

/** `lt`: only numbers and texts have an order. */
export function isLess(a: unknown, b: unknown): boolean {
  const kinds = [basicKind(a), basicKind(b)] as const;
  if (!kinds[0] || !kinds[1]) throw new GoError('invalid type for comparison');
  if (kinds[0] !== kinds[1] && !kinds.every(isInteger)) throw incompatible(a, b);
  if (kinds[0] === 'bool') throw new GoError('invalid type for comparison');
  if (kinds[0] === 'string') return byteOrder(a as string, b as string) < 0;
  return (plain(a) as number) < (plain(b) as number);
}

/** `le`. */
export function isLessOrEqual(a: unknown, b: unknown): boolean {
  return isLess(a, b) || equals(a, b);
}
