/** A number as decimal digits, with the point after the first, and the power of ten of that one. */
interface Decimal {
  digits: string;
  exponent: number;
}

export type FloatFormat = 'b' | 'e' | 'E' | 'f' | 'g' | 'G' | 'x' | 'X';

/**
 * `value` as Go writes a 64-bit float (strconv.FormatFloat): with a fixed number of digits, or with
 * a `precision` of -1 in the fewest that read back as the same number. JavaScript's own functions
 * round halves away from zero, Go's to the even digit.
 */
export function formatFloat(value: number, format: FloatFormat, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size === Infinity) return sign ? '-Inf' : '+Inf';
  switch (format) {
    case 'b':
      return sign + binary(size);
    case 'x':
    case 'X':
      return sign + hexadecimal(size, precision, format);
    case 'f':
      return sign + (precision < 0 ? plain(shortest(size), -1) : fixedPoint(size, precision));
    case 'e':
    case 'E': {
      const decimal = precision < 0 ? shortest(size) : rounded(size, precision + 1);
      return sign + exponential(decimal, format);
    }
    default:
      return sign + general(size, format, precision);
  }
}

/** `%g`: plain for exponents from -4 to below the precision, which is 6 for the fewest digits. */
function general(size: number, format: 'g' | 'G', precision: number): string {
  const isShortest = precision < 0;
  const wanted = Math.max(precision, 1);
  const decimal = isShortest ? shortest(size) : trimmed(rounded(size, wanted));
  const { digits, exponent } = decimal;
  let limit = wanted;
  if (limit > digits.length && digits.length > exponent) limit = digits.length;
  if (isShortest) limit = 6;
  if (exponent < -4 || exponent >= limit) return exponential(decimal, format === 'g' ? 'e' : 'E');
  return plain(decimal, Math.max(digits.length - exponent - 1, 0));
}

/** The fewest digits that read back as the same number. */
function shortest(size: number): Decimal {
  const [digits = '', exponent] = size.toExponential().split('e');
  return { digits: digits.replace('.', ''), exponent: Number(exponent) };
}

/** `count` digits. */
function rounded(size: number, count: number): Decimal {
  if (size === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const exponent = Number(size.toExponential().split('e')[1]);
  const digits = String(scaled(size, count - 1 - exponent));
  // 9.99 may round to 10.0, and what was written as 10 to be 9.99.
  if (digits.length > count) return { digits: digits.slice(0, count), exponent: exponent + 1 };
  return { digits, exponent };
}

function trimmed({ digits, exponent }: Decimal): Decimal {
  return { digits: digits.replace(/(?!^)0+$/, ''), exponent };
}

/** `size` times a power of ten as an integer; halves go to the even one. */
function scaled(size: number, power: number): bigint {
  const { mantissa, exponent } = parts(size);
  const tens = 10n ** BigInt(Math.abs(power));
  let above = power >= 0 ? mantissa * tens : mantissa;
  let below = power >= 0 ? 1n : tens;
  if (exponent >= 0) above <<= BigInt(exponent);
  else below <<= BigInt(-exponent);
  return divided(above, below);
}

/** A quotient to the nearest integer; halves go to the even one. */
function divided(above: bigint, below: bigint): bigint {
  const whole = above / below;
  const twice = (above - whole * below) * 2n;
  const isUp = twice > below || (twice === below && whole % 2n === 1n);
  return isUp ? whole + 1n : whole;
}

/** `mantissa * 2 ** exponent`, as IEEE 754 holds a number. */
function parts(size: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const fraction = bits & ((1n << 52n) - 1n);
  const biased = Number((bits >> 52n) & 0x7ffn);
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function fixedPoint(size: number, precision: number): string {
  const digits = String(scaled(size, precision)).padStart(precision + 1, '0');
  if (precision === 0) return digits;
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

/** Without an exponent; with `places` behind the point, or as many as there are. */
function plain({ digits, exponent }: Decimal, places: number): string {
  const whole = exponent < 0 ? '0' : digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = exponent < 0 ? '0'.repeat(-exponent - 1) + digits : digits.slice(exponent + 1);
  const fraction = places < 0 ? rest : rest.padEnd(places, '0').slice(0, places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

function exponential({ digits, exponent }: Decimal, letter: 'e' | 'E'): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0] ?? ''}${fraction}${letter}${exponent < 0 ? '-' : '+'}${power}`;
}

/** `4503599627370496p-52`. */
function binary(size: number): string {
  const { mantissa, exponent } = parts(size);
  return `${mantissa}p${exponent >= 0 ? '+' : ''}${exponent}`;
}

/** `0x1.8p+01`. */
function hexadecimal(size: number, precision: number, letter: 'x' | 'X'): string {
  let { mantissa, exponent } = parts(size);
  if (mantissa === 0n) exponent = -52;
  else
    while (mantissa < 1n << 52n) {
      mantissa <<= 1n;
      exponent -= 1;
    }
  if (precision >= 0 && precision < 13) {
    const unit = 1n << BigInt(52 - 4 * precision);
    mantissa = divided(mantissa, unit) * unit;
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n;
      exponent += 1;
    }
  }
  const fraction = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  const shown =
    precision < 0
      ? fraction.replace(/0+$/, '')
      : fraction.padEnd(precision, '0').slice(0, precision);
  const power = String(Math.abs(exponent + 52)).padStart(2, '0');
  const sign = exponent + 52 < 0 ? '-' : '+';
  const text = `0x${mantissa >> 52n}${shown === '' ? '' : `.${shown}`}p${sign}${power}`;
  return letter === 'X' ? text.toUpperCase() : text;
}
