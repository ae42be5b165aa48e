/** Values of Go's basic types with their flags (fmt/format.go of Go 1.26). */
import { formatFloat, type FloatFormat } from '../format-float.ts';
import { isPrintable } from '../printable.ts';
import { quote, quoteRune, quoteToAscii } from '../quote.ts';
import { afford, ENTRY, spend } from '../template/budget.ts';
import { charactersOf, runesOf, toBytes } from '../utf8.ts';
import type { Flags } from './flags.ts';

/** Fills up to the width, which counts characters. */
export function pad(text: string, flags: Flags): string {
  const { width } = flags;
  if (!width) return text;
  const missing = width - runesOf(text).length;
  if (missing <= 0) return text;
  spend(missing);
  if (flags.minus) return text + ' '.repeat(missing);
  return (flags.zero ? '0' : ' ').repeat(missing) + text;
}

function padWithoutZeros(text: string, flags: Flags): string {
  return pad(text, { ...flags, zero: false });
}

export type Base = 2 | 8 | 10 | 16;

/** fmtInteger. `verb` makes a difference only for `O`. */
export function formatInteger(value: bigint, base: Base, verb: string, flags: Flags): string {
  const isNegative = value < 0n;
  let precision = 0;
  if (flags.precision !== undefined) {
    precision = flags.precision;
    if (precision === 0 && value === 0n) return pad('', { ...flags, zero: false });
  } else if (flags.zero && !flags.minus && flags.width !== undefined) {
    precision = flags.width;
    if (isNegative || flags.plus || flags.space) precision -= 1;
  }
  spend(precision);
  let text = (isNegative ? -value : value).toString(base).padStart(precision, '0');
  if (flags.sharp && base === 2) text = `0b${text}`;
  if (flags.sharp && base === 8 && !text.startsWith('0')) text = `0${text}`;
  if (flags.sharp && base === 16) text = `0x${text}`;
  if (verb === 'X') text = text.toUpperCase();
  if (verb === 'O') text = `0o${text}`;
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  return padWithoutZeros(sign + text, flags);
}

/** fmtUnicode: `U+0041`, and with `#` the character as well. */
export function formatUnicode(value: bigint, flags: Flags): string {
  const hex = BigInt.asUintN(64, value).toString(16).toUpperCase();
  const digits = hex.padStart(Math.max(flags.precision ?? 0, 4), '0');
  const code = Number(BigInt.asUintN(64, value));
  const isShown = flags.sharp && code <= 0x10ffff && isPrintable(code);
  const shown = isShown ? ` '${String.fromCodePoint(code)}'` : '';
  return padWithoutZeros(`U+${digits}${shown}`, flags);
}

/** The character of a code point; U+FFFD where there is none. */
function characterOf(value: bigint): string {
  const isRune = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value < 0xe000n);
  return isRune ? String.fromCodePoint(Number(value)) : '\ufffd';
}

export function formatCharacter(value: bigint, flags: Flags): string {
  return pad(characterOf(value), flags);
}

export function formatQuotedCharacter(value: bigint, flags: Flags): string {
  return pad(quoteRune(characterOf(value), flags.plus), flags);
}

/** At most as many characters as the precision says. */
function cut(text: string, { precision }: Flags): string {
  if (precision === undefined || text.length <= precision) return text;
  return charactersOf(text).slice(0, precision).join('');
}

export function formatString(text: string, flags: Flags): string {
  return pad(cut(text, flags), flags);
}

export function formatQuoted(text: string, flags: Flags): string {
  const shown = cut(text, flags);
  if (flags.sharp && canBackquote(shown)) return pad(`\`${shown}\``, flags);
  return pad(flags.plus ? quoteToAscii(shown) : quote(shown), flags);
}

/** strconv.CanBackquote. */
function canBackquote(text: string): boolean {
  return !/[\0-\x08\n-\x1f\x7f`\ufeff]|[\udc80-\udcff]/u.test(text); // eslint-disable-line no-control-regex
}

/** `%x` of a string: its bytes. */
export function formatHex(text: string | Uint8Array, isUpper: boolean, flags: Flags): string {
  const all = typeof text === 'string' ? toBytes(text) : text;
  const bytes = flags.precision === undefined ? all : all.subarray(0, flags.precision);
  const prefix = flags.sharp ? '0x' : '';
  if (bytes.length === 0) return pad('', flags);
  afford(ENTRY * bytes.length);
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const hex = flags.space ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join('');
  return pad(isUpper ? hex.toUpperCase() : hex, flags);
}

/** fmtFloat. `precision` is that of the verb, -1 for the fewest digits. */
export function formatFloatWith(
  value: number,
  format: FloatFormat,
  precision: number,
  flags: Flags,
): string {
  const wanted = flags.precision ?? precision;
  spend(Math.max(wanted, 0));
  const text = formatFloat(value, format, wanted);
  const isSigned = text.startsWith('-') || text.startsWith('+');
  let sign = isSigned ? text.slice(0, 1) : '+';
  let number = isSigned ? text.slice(1) : text;
  if (flags.space && sign === '+' && !flags.plus) sign = ' ';
  if (/^[IN]/.test(number)) {
    const isPlain = number === 'NaN' && sign === '+' && !flags.plus;
    return padWithoutZeros(isPlain ? number : sign + number, flags);
  }
  if (flags.sharp && format !== 'b') number = withPoint(number, format, wanted);
  if (!flags.plus && sign === '+') return pad(number, flags);
  const { width } = flags;
  if (flags.zero && !flags.minus && width !== undefined && width > number.length + 1) {
    return sign + pad(number, { ...flags, width: width - 1 });
  }
  return pad(sign + number, flags);
}

/** `#`: always with a point, and with the zeros that `%g` leaves out. */
function withPoint(number: string, format: FloatFormat, precision: number): string {
  const isHex = format === 'x' || format === 'X';
  const end = number.search(isHex ? /[pP]/ : /[eE]/);
  const body = end < 0 ? number : number.slice(0, end);
  const tail = end < 0 ? '' : number.slice(end);
  let missing = 0;
  if (format === 'g' || format === 'G' || format === 'x') {
    missing = precision === -1 ? 6 : precision;
    missing -= body.replace('.', '').replace(/^0+/, '').length;
    if (body === '0') missing -= 1;
  }
  const pointed = body.includes('.') ? body : `${body}.`;
  return pointed + '0'.repeat(Math.max(missing, 0)) + tail;
}
