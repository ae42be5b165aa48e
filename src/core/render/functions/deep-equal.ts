import {
  entriesOf,
  GoFloat32,
  GoInt,
  GoObject,
  itemsOf,
  TypedNil,
  typeOf,
} from '../../go/value.ts';

/** Go's `reflect.DeepEqual`: values of different types, as of different kinds of numbers, differ. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (typeOf(a) !== typeOf(b)) return false;
  if (a === b) return true;
  if (a instanceof TypedNil || b instanceof TypedNil)
    return a instanceof TypedNil && b instanceof TypedNil;
  if (a instanceof GoInt) return a.value === (b as GoInt).value;
  if (a instanceof GoFloat32) return a.value === (b as GoFloat32).value;
  const [items, others] = [itemsOf(a), itemsOf(b)];
  if (items && others)
    return items.length === others.length && items.every((item, i) => deepEqual(item, others[i]));
  const [entries, counterparts] = [entriesOf(a), entriesOf(b)];
  if (entries && counterparts) return equalEntries(entries, counterparts);
  return a instanceof GoObject && b instanceof GoObject && equalObjects(a, b);
}

function equalEntries(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && deepEqual(a[key], b[key]));
}

function equalObjects(a: GoObject, b: GoObject): boolean {
  if (!equalEntries(a.fields, b.fields)) return false;
  // Without exported fields what an object prints is all that is known of it.
  const { print } = a.named;
  return Object.keys(a.fields).length > 0 || (print !== undefined && print(a) === print(b));
}
