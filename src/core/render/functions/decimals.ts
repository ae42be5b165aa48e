/** Sums of decimal fractions (shopspring/decimal 1.4), so that 0.1 and 0.2 make 0.3. */
import { GoError } from '../../go/error.ts';
import { printValue } from './strval.ts';

/** `digits` × 10^`exponent`. */
interface Decimal {
  digits: bigint;
  exponent: number;
}

export type Operation = (a: Decimal, b: Decimal) => Decimal;

/** Digits after the point of what doesn't divide evenly. */
const PRECISION = 16;

/** A chain of operations on floats, one after the other. */
export function calculate(start: number, others: readonly number[], operation: Operation): number {
  const { digits, exponent } = others.map(decimalOf).reduce(operation, decimalOf(start));
  return Number(`${digits}e${exponent}`);
}

/** The shortest decimal that gives a float. */
function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value))
    throw new GoError(`Cannot create a Decimal from ${printValue(value)}`);
  const [mantissa = '', power] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: digitsAt(a, exponent) + digitsAt(b, exponent), exponent };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { ...b, digits: -b.digits });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

/** `Div`: rounded half away from zero. */
export function divide(a: Decimal, b: Decimal): Decimal {
  if (b.digits === 0n) throw new GoError('decimal division by 0');
  const shift = a.exponent - b.exponent + PRECISION;
  const dividend = a.digits * 10n ** BigInt(Math.max(shift, 0));
  const divisor = b.digits * 10n ** BigInt(Math.max(-shift, 0));
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const isUp = abs(rest) * 2n >= abs(divisor);
  const away = a.digits < 0n !== b.digits < 0n ? -1n : 1n;
  return { digits: isUp ? quotient + away : quotient, exponent: -PRECISION };
}

function digitsAt({ digits, exponent }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(exponent - wanted);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
