/** How sprig makes numbers of anything (spf13/cast 1.7, `caste.go`): what can't be one is 0. */
import { parseFloat64, parseInteger } from '../../go/parse-number.ts';
import { GoFloat32, GoInt } from '../../go/value.ts';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/** `ToInt64` and, for 64-bit machines, `ToInt`. */
export function castInt(value: unknown): bigint {
  // A duration is of none of the types that are asked for.
  if (value instanceof GoInt) return value.named ? 0n : BigInt.asIntN(64, value.value);
  if (typeof value === 'number') return truncateFloat(value);
  if (value instanceof GoFloat32) return truncateFloat(value.value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  // trimZeroDecimal: `1.00` counts as `1`.
  const text = typeof value === 'string' ? value.replace(/\.0+\.*$/, '') : '';
  return parseInteger(text) ?? 0n;
}

/** `ToFloat64`. */
export function castFloat(value: unknown): number {
  if (value instanceof GoInt) return value.named ? 0 : Number(value.value);
  if (typeof value === 'number') return value;
  if (value instanceof GoFloat32) return value.value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? (parseFloat64(value) ?? 0) : 0;
}

/** Go's conversion of a float to an int64, on amd64: what doesn't fit is the least integer. */
function truncateFloat(value: number): bigint {
  if (!Number.isFinite(value)) return MIN_INT64;
  const whole = BigInt(Math.trunc(value));
  return whole < MIN_INT64 || whole > MAX_INT64 ? MIN_INT64 : whole;
}
