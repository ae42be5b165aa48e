/**
 * A number of JSON that a 64-bit float can't hold as it is written. Go's decoders keep numbers as
 * text where they are told to (`json.Number`).
 */
export class LongNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A number of JSON. A float stands for the shortest decimal that gives it, as it is written. */
export type JsonNumber = number | LongNumber;

/** `digits` × 10^`exponent`. */
interface Decimal {
  digits: bigint;
  exponent: number;
}

/** Go's `big.Rat` reads no numbers with a longer exponent than this. */
const MAX_EXPONENT = 1_000_000;

export function isJsonNumber(value: unknown): value is JsonNumber {
  return typeof value === 'number' || value instanceof LongNumber;
}

/** A number of JSON by its text, as a float if that is the same number. */
export function readNumber(text: string): JsonNumber {
  const float = Number(text);
  if (text === String(float)) return float;
  const [written, read] = [decimalOf(text), decimalOf(String(float))];
  const isSame = written && read && compareDecimals(written, read) === 0;
  return isSame ? float : new LongNumber(text);
}

/**
 * A text that is the same for the same number, and otherwise another; undefined where Go can't
 * calculate with the number.
 */
export function normalNumber(number: JsonNumber): string | undefined {
  if (typeof number === 'number') return String(number === 0 ? 0 : number);
  const decimal = decimalOf(number.text);
  if (!decimal) return undefined;
  const zeros = /0*$/.exec(String(decimal.digits))?.[0].length ?? 0;
  return `${decimal.digits / 10n ** BigInt(zeros)}e${decimal.exponent + zeros}`;
}

/** Below 0 if `a` is the lesser, above 0 if it is the greater; undefined as for `normalNumber`. */
export function compareNumbers(a: JsonNumber, b: JsonNumber): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b || 0;
  const [first, second] = [decimal(a), decimal(b)];
  return first && second && compareDecimals(first, second);
}

export function isInteger(number: JsonNumber): boolean {
  return typeof number === 'number' ? Number.isInteger(number) : isMultiple(number, 1);
}

/** Whether a number is a whole multiple of another, by their decimals: 0.3 is one of 0.1. */
export function isMultiple(number: JsonNumber, of: JsonNumber): boolean {
  if (Number.isSafeInteger(number) && Number.isSafeInteger(of) && of !== 0)
    return (number as number) % (of as number) === 0;
  const [one, other] = [decimal(number), decimal(of)];
  if (!one || !other) return false;
  const [digits, step] = aligned(one, other);
  return step !== 0n && digits % step === 0n;
}

/** The lowest 64 bits of an integer, as Go turns a `big.Int` into an `int`. */
export function toInt64(number: JsonNumber): number {
  if (Number.isSafeInteger(number)) return number as number;
  const { digits, exponent } = decimal(number) ?? { digits: 0n, exponent: 0 };
  const whole = exponent < 0 ? digits / 10n ** BigInt(-exponent) : digits * 10n ** BigInt(exponent);
  return Number(BigInt.asIntN(64, whole));
}

function decimal(number: JsonNumber): Decimal | undefined {
  return decimalOf(typeof number === 'number' ? String(number) : number.text);
}

function decimalOf(text: string): Decimal | undefined {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!found) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = found;
  if (Math.abs(Number(power)) > MAX_EXPONENT) return undefined;
  return {
    digits: BigInt(`${sign}${whole}${fraction}`),
    exponent: Number(power) - fraction.length,
  };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const [first, second] = aligned(a, b);
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The digits of both for one exponent. */
function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent);
  const digits = (each: Decimal) => each.digits * 10n ** BigInt(each.exponent - exponent);
  return [digits(a), digits(b)];
}
