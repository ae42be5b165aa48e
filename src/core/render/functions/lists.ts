/** Sprig's functions of lists (`list.go`), of any type of slice; each but `slice` makes a new one. */
import { GoError } from '../../go/error.ts';
import { byteOrder } from '../../go/byte-order.ts';
import { ENTRY, PLACE, spend, work } from '../../go/template/budget.ts';
import { fixed, variadic } from '../../go/template/function.ts';
import { GoList, itemsOf, kindOf, TypedNil, type GoFunction, type GoInt } from '../../go/value.ts';
import { castInt } from './cast.ts';
import { deepEqual } from './deep-equal.ts';
import { isEmpty } from './empty.ts';
import { nilDereference } from './faults.ts';
import { strslice, strval } from './strval.ts';

/** Sprig returns it for what is left of nothing: a slice that is nil, which is null in JSON. */
const NIL = () => new TypedNil('[]interface {}');

/** The items of a list; else the error that names what the function does. */
function listOf(value: unknown, refusal: (kind: string) => string): readonly unknown[] {
  const items = itemsOf(value);
  if (items) {
    work(items.length);
    return items;
  }
  if (value === null) throw nilDereference();
  throw new GoError(refusal(kindOf(value)));
}

/** A function of one list. */
function ofList(refusal: string, change: (items: readonly unknown[]) => unknown): GoFunction {
  return fixed(['interface {}'], (list) => change(listOf(list, (kind) => `${refusal} ${kind}`)));
}

/** The same where a list is made of it that is as long. */
function toList(refusal: string, change: (items: readonly unknown[]) => unknown): GoFunction {
  return ofList(refusal, (items) => {
    spend(PLACE * items.length);
    return change(items);
  });
}

const append = fixed(['interface {}', 'interface {}'], (list, item) => {
  const items = listOf(list, (kind) => `Cannot push on type ${kind}`);
  spend(PLACE * items.length);
  return [...items, item];
});
const prepend = fixed(['interface {}', 'interface {}'], (list, item) => {
  const items = listOf(list, (kind) => `Cannot prepend on type ${kind}`);
  spend(PLACE * items.length);
  return [item, ...items];
});
const first = ofList('Cannot find first on type', (items) => items[0] ?? null);
const last = ofList('Cannot find last on type', (items) => items.at(-1) ?? null);
const rest = toList('Cannot find rest on type', (items) =>
  items.length === 0 ? NIL() : items.slice(1),
);
const initial = toList('Cannot find initial on type', (items) =>
  items.length === 0 ? NIL() : items.slice(0, -1),
);
const reverse = toList('Cannot find reverse on type', (items) => items.toReversed());
const compact = toList('Cannot compact on type', (items) => items.filter((item) => !isEmpty(item)));
const uniq = toList('Cannot find uniq on type', (items) => {
  const kept: unknown[] = [];
  for (const item of items) {
    work(kept.length);
    if (!isIn(kept, item)) kept.push(item);
  }
  return kept;
});
const without = variadic(['interface {}'], 'interface {}', (list, ...omitted) => {
  const items = listOf(list, (kind) => `Cannot find without on type ${kind}`);
  spend(PLACE * items.length);
  return items.filter((item) => !isIn(omitted, item));
});
const has = fixed(['interface {}', 'interface {}'], (item, list) =>
  list === null
    ? false
    : isIn(
        listOf(list, (kind) => `Cannot find has on type ${kind}`),
        item,
      ),
);
const chunk = fixed(['int', 'interface {}'], chunks);
const slice = variadic(['interface {}'], 'interface {}', sliceOf);

const list = variadic([], 'interface {}', (...items) => {
  spend(ENTRY + PLACE * items.length);
  return items;
});

export const listFunctions: Record<string, GoFunction> = {
  list,
  tuple: list,
  ...{ append, push: append, mustAppend: append, mustPush: append, prepend, mustPrepend: prepend },
  ...{ first, mustFirst: first, last, mustLast: last, rest, mustRest: rest },
  ...{
    initial,
    mustInitial: initial,
    reverse,
    mustReverse: reverse,
    compact,
    mustCompact: compact,
  },
  ...{ uniq, mustUniq: uniq, without, mustWithout: without, has, mustHas: has },
  ...{ chunk, mustChunk: chunk, slice, mustSlice: slice },
  concat: variadic([], 'interface {}', (...lists) => {
    const all = lists.flatMap((each) => {
      const items = listOf(each, (kind) => `Cannot concat type ${kind} as list`);
      spend(2 * PLACE * items.length);
      return items;
    });
    return all.length === 0 ? NIL() : all;
  }),
  sortAlpha: fixed(
    ['interface {}'],
    (value) =>
      new GoList('[]string', itemsOf(value) ? strslice(value).sort(byteOrder) : [strval(value)]),
  ),
};

function isIn(items: readonly unknown[], item: unknown): boolean {
  return items.some((each) => deepEqual(item, each));
}

function chunks({ value }: GoInt, list: unknown): unknown {
  const items = listOf(list, (kind) => `Cannot chunk type ${kind}`);
  const size = Number(value);
  spend(ENTRY * items.length);
  // Go computes with floats, so that a size below 1 gives no list, or one of a length below 0.
  const count = Math.floor((items.length - 1) / size) + 1;
  const isOdd = size < 0 && count > 0 && items.length % size === 0;
  if (!(count >= 0 && count < Infinity) || isOdd)
    throw new GoError('runtime error: makeslice: len out of range');
  const parts =
    size < 0 && count > 0
      ? [items]
      : Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
  return new GoList('[][]interface {}', parts);
}

/** `slice`: the items from an index up to another; without items there is nil. */
function sliceOf(list: unknown, ...indices: unknown[]): unknown {
  const items = listOf(list, (kind) => `list should be type of slice or array but ${kind}`);
  if (items.length === 0) return null;
  const start = indices.length > 0 ? Number(castInt(indices[0])) : 0;
  const end = indices.length > 1 ? Number(castInt(indices[1])) : items.length;
  if (start < 0 || end < start || end > items.length)
    throw new GoError('reflect.Value.Slice: slice index out of bounds');
  spend(PLACE * (end - start));
  const part = items.slice(start, end);
  if (list instanceof GoList) return new GoList(list.type, part);
  return list instanceof Uint8Array ? list.slice(start, end) : part;
}
