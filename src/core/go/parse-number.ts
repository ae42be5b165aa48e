/** Texts as numbers (Go's `strconv`). */

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

const WHOLE =
  /^[+-]?(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/;
const DECIMAL = /^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/;
const HEXADECIMAL =
  /^([+-]?)0[xX]((?:_?[\da-fA-F])*)\.?((?:[\da-fA-F](?:_?[\da-fA-F])*)?)[pP]([+-]?\d(?:_?\d)*)$/;
const NOT_FINITE = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/** `ParseInt(text, 0, 64)`; undefined for what isn't an integer, and what is too large for one. */
export function parseInteger(text: string): bigint | undefined {
  if (!WHOLE.test(text)) return undefined;
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  const size = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return inRange(text.startsWith('-') ? -size : size);
}

/** `ParseInt(text, base, 64)` with a base of 10 or 8. */
export function parseDigits(text: string, base: 8 | 10): bigint | undefined {
  const [, sign, digits] = (base === 8 ? /^([+-]?)([0-7]+)$/ : /^([+-]?)(\d+)$/).exec(text) ?? [];
  if (digits === undefined) return undefined;
  const size = BigInt(base === 8 ? `0o${digits}` : digits);
  return inRange(sign === '-' ? -size : size);
}

function inRange(value: bigint): bigint | undefined {
  return value < MIN_INT64 || value > MAX_INT64 ? undefined : value;
}

/** `ParseFloat(text, 64)`; undefined for what isn't a number, and what is too large for one. */
export function parseFloat64(text: string): number | undefined {
  const [special, sign, infinity] = NOT_FINITE.exec(text) ?? [];
  if (special !== undefined) {
    if (!infinity) return sign ? undefined : NaN;
    return sign === '-' ? -Infinity : Infinity;
  }
  const value = DECIMAL.test(text) ? Number(text.replaceAll('_', '')) : hexadecimal(text);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function hexadecimal(text: string): number | undefined {
  const [, sign, whole = '', part = '', exponent = ''] = HEXADECIMAL.exec(text) ?? [];
  const digits = (whole + part).replaceAll('_', '');
  if (sign === undefined || digits === '') return undefined;
  const power = Number(exponent.replaceAll('_', '')) - 4 * part.replaceAll('_', '').length;
  const value = Number(BigInt(`0x${digits}`)) * 2 ** power;
  return sign === '-' ? -value : value;
}
