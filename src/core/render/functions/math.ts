/** Sprig's arithmetic (`numeric.go`): on int64, which wraps around, and on floats as decimals. */
import { GoError } from '../../go/error.ts';
import { printValue } from './strval.ts';

import { parseDigits } from '../../go/parse-number.ts';
import { ENTRY, spend } from '../../go/template/budget.ts';
import { fixed, variadic } from '../../go/template/function.ts';
import { GoList, int, int64, type GoFunction, type GoInt } from '../../go/value.ts';
import { castFloat, castInt } from './cast.ts';
import { add, calculate, divide, multiply, subtract, type Operation } from './decimals.ts';

const max = variadic(['interface {}'], 'interface {}', (one, ...more) =>
  int64(more.map(castInt).reduce((most, each) => (each > most ? each : most), castInt(one))),
);

export const mathFunctions: Record<string, GoFunction> = {
  int: fixed(['interface {}'], (value) => int(castInt(value))),
  int64: fixed(['interface {}'], (value) => int64(castInt(value))),
  float64: fixed(['interface {}'], castFloat),
  atoi: fixed(['string'], (text) => int(parseDigits(text, 10) ?? 0n)),
  toDecimal: fixed(['interface {}'], (value) => int64(parseDigits(printValue(value), 8) ?? 0n)),
  add1: fixed(['interface {}'], (value) => int64(castInt(value) + 1n)),
  add: variadic([], 'interface {}', (...values) =>
    int64(values.map(castInt).reduce((sum, each) => sum + each, 0n)),
  ),
  sub: ofTwo((a, b) => a - b),
  mul: variadic(['interface {}'], 'interface {}', (one, ...more) =>
    int64(
      more.map(castInt).reduce((product, each) => BigInt.asIntN(64, product * each), castInt(one)),
    ),
  ),
  div: ofTwo((a, b) => a / nonZero(b)),
  mod: ofTwo((a, b) => a % nonZero(b)),
  add1f: fixed(['interface {}'], (value) => calculate(castFloat(value), [1], add)),
  addf: variadic([], 'interface {}', (...values) => calculate(0, values.map(castFloat), add)),
  subf: decimal(subtract),
  mulf: decimal(multiply),
  divf: decimal(divide),
  max,
  biggest: max,
  min: variadic(['interface {}'], 'interface {}', (one, ...more) =>
    int64(more.map(castInt).reduce((least, each) => (each < least ? each : least), castInt(one))),
  ),
  maxf: variadic(['interface {}'], 'interface {}', (one, ...more) =>
    more.map(castFloat).reduce(maximum, castFloat(one)),
  ),
  minf: variadic(['interface {}'], 'interface {}', (one, ...more) =>
    more.map(castFloat).reduce(minimum, castFloat(one)),
  ),
  ceil: fixed(['interface {}'], (value) => Math.ceil(castFloat(value))),
  floor: fixed(['interface {}'], (value) => Math.floor(castFloat(value))),
  round: variadic(['interface {}', 'int'], 'float64', (value, places, roundOn = 0.5) =>
    round(castFloat(value), Number(places.value), roundOn),
  ),
  until: fixed(['int'], ({ value }) => ints(range(0n, value, value < 0n ? -1n : 1n))),
  untilStep: fixed(['int', 'int', 'int'], (start, stop, step) =>
    ints(range(start.value, stop.value, step.value)),
  ),
  seq: variadic([], 'int', (...params) => sequence(params)),
};

function ofTwo(calculate: (a: bigint, b: bigint) => bigint): GoFunction {
  return fixed(['interface {}', 'interface {}'], (a, b) =>
    int64(calculate(castInt(a), castInt(b))),
  );
}

function decimal(operation: Operation): GoFunction {
  return variadic(['interface {}'], 'interface {}', (one, ...more) =>
    calculate(castFloat(one), more.map(castFloat), operation),
  );
}

function nonZero(value: bigint): bigint {
  if (value === 0n) throw new GoError('runtime error: integer divide by zero');
  return value;
}

/** Go's `math.Max`: an infinity has priority over what is no number. */
function maximum(a: number, b: number): number {
  return a === Infinity || b === Infinity ? Infinity : Math.max(a, b);
}

function minimum(a: number, b: number): number {
  return a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b);
}

/** Rounds up from a fraction of `roundOn` on, also below zero. */
function round(value: number, places: number, roundOn: number): number {
  const power = 10 ** places;
  const shifted = power * value;
  const fraction = Number.isFinite(shifted) ? shifted - Math.trunc(shifted) : NaN;
  return (fraction >= roundOn ? Math.ceil(shifted) : Math.floor(shifted)) / power;
}

/** `untilStep`: nothing where the step leads away from the stop. */
function range(start: bigint, stop: bigint, step: bigint): bigint[] {
  const isDown = stop < start;
  if (isDown ? step >= 0n : step <= 0n) return [];
  const distance = isDown ? start - stop : stop - start;
  const size = step < 0n ? -step : step;
  const count = (distance + size - 1n) / size;
  spend(2 * ENTRY * Number(count));
  return Array.from({ length: Number(count) }, (_, i) => start + BigInt(i) * step);
}

function ints(values: readonly bigint[]): GoList {
  return new GoList('[]int', values.map(int));
}

/** `seq`, as the command of that name counts: both ends are in it. */
function sequence(params: readonly GoInt[]): string {
  const values = params.map(({ value }) => value);
  if (values.length === 0 || values.length > 3) return '';
  const start = values.length === 1 ? 1n : (values[0] as bigint);
  const end = values.at(-1) as bigint;
  const direction = end < start ? -1n : 1n;
  const step = values.length === 3 ? (values[1] as bigint) : direction;
  if (values.length === 3 && direction < 0n && step > 0n) return '';
  return range(start, BigInt.asIntN(64, end + direction), step).join(' ');
}
