/** The functions of durations that Helm has from 4.2 on (helm `pkg/engine/funcs.go`). */
import { GoError } from '../../go/error.ts';
import { quote } from '../../go/quote.ts';
import { parseFloat64 } from '../../go/parse-number.ts';
import { fixed } from '../../go/template/function.ts';
import {
  HOUR,
  MINUTE,
  parseDuration,
  roundDuration,
  SECOND,
  truncateDuration,
} from '../../go/time/duration.ts';
import { trimSpace } from '../../go/unicode.ts';
import { GoFloat32, GoInt, int64, typeOf, type GoFunction } from '../../go/value.ts';
import { printValue } from './strval.ts';
import { duration, inUnits } from './times.ts';

const MAX_INT64 = 2n ** 63n - 1n;
/** In seconds. */
const MOST = MAX_INT64 / SECOND;
const MOST_FLOAT = Number(MAX_INT64) / 1e9;

export const durationFunctions: Record<string, GoFunction> = {
  mustToDuration: fixed(['interface {}'], (value) => duration(durationOf(value))),
  durationSeconds: orZero((value) => inUnits(value, SECOND)),
  durationMilliseconds: orZero((value) => int64(value / 1_000_000n)),
  durationMicroseconds: orZero((value) => int64(value / 1000n)),
  durationNanoseconds: orZero((value) => int64(value)),
  durationMinutes: orZero((value) => inUnits(value, MINUTE)),
  durationHours: orZero((value) => inUnits(value, HOUR)),
  durationDays: orZero((value) => inUnits(value, HOUR) / 24),
  durationWeeks: orZero((value) => inUnits(value, HOUR) / 24 / 7),
  durationRoundTo: toMultiple(roundDuration),
  durationTruncateTo: toMultiple(truncateDuration),
};

/** What is no duration counts as one of length 0. */
function orZero(answer: (nanoseconds: bigint) => unknown): GoFunction {
  return fixed(['interface {}'], (value) => answer(tried(value) ?? 0n));
}

function toMultiple(change: (value: bigint, multiple: bigint) => bigint): GoFunction {
  return fixed(['interface {}', 'interface {}'], (value, multiple) => {
    const given = tried(value);
    const of = given === undefined ? undefined : tried(multiple);
    return duration(given === undefined ? 0n : of === undefined ? given : change(given, of));
  });
}

function tried(value: unknown): bigint | undefined {
  try {
    return durationOf(value);
  } catch (error) {
    if (error instanceof GoError) return undefined;
    throw error;
  }
}

/** `asDuration`: numbers, in texts too, are seconds. */
function durationOf(value: unknown): bigint {
  if (typeof value === 'string') return durationIn(value);
  if (value === null || value === undefined) throw new GoError('invalid duration');
  if (value instanceof GoInt) {
    if (value.named?.name === 'time.Duration') return value.value;
    if (value.value > MOST || value.value < -MOST)
      throw new GoError(`duration seconds overflow: ${value.value}`);
    return value.value * SECOND;
  }
  if (typeof value === 'number') return ofSeconds(value);
  if (value instanceof GoFloat32) return ofSeconds(value.value);
  throw new GoError(`unsupported duration type ${typeOf(value)}`);
}

function durationIn(text: string): bigint {
  const bare = trimSpace(text);
  if (bare === '') throw new GoError('empty duration');
  try {
    return parseDuration(bare);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
  }
  const seconds = parseFloat64(bare);
  if (seconds === undefined) throw new GoError(`could not parse duration ${quote(text)}`);
  return ofSeconds(seconds);
}

function ofSeconds(seconds: number): bigint {
  if (!Number.isFinite(seconds))
    throw new GoError(`invalid duration seconds: ${printValue(seconds)}`);
  if (Math.abs(seconds) > MOST_FLOAT)
    throw new GoError(`duration seconds overflow: ${printValue(seconds)}`);
  const nanoseconds = BigInt(Math.trunc(seconds * 1e9));
  return nanoseconds > MAX_INT64 ? -MAX_INT64 - 1n : nanoseconds;
}
