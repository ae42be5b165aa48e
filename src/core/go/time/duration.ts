/** Go's `time.Duration`: nanoseconds as an int64. */
import { GoError } from '../error.ts';

export const SECOND = 1_000_000_000n;
export const MINUTE = 60n * SECOND;
export const HOUR = 60n * MINUTE;

const UNITS: Record<string, bigint> = {
  ...{ ns: 1n, us: 1000n, '\u00b5s': 1000n, '\u03bcs': 1000n, ms: 1_000_000n },
  ...{ s: SECOND, m: MINUTE, h: HOUR },
};
const MOST = 2n ** 63n;
const PART = /^(\d*)(?:(\.)(\d*))?([^.\d]*)/;

/** `ParseDuration`; throws a GoError with Go's message. */
export function parseDuration(text: string): bigint {
  const invalid = () => new GoError(`time: invalid duration ${inQuotes(text)}`);
  const isNegative = text.startsWith('-');
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return 0n;
  if (rest === '') throw invalid();
  let sum = 0n;
  while (rest !== '') {
    const [all, whole = '', , fraction = '', unit = ''] = PART.exec(rest) ?? [''];
    if (whole === '' && fraction === '') throw invalid();
    if (unit === '') throw new GoError(`time: missing unit in duration ${inQuotes(text)}`);
    const size = UNITS[unit];
    if (size === undefined)
      throw new GoError(`time: unknown unit ${inQuotes(unit)} in duration ${inQuotes(text)}`);
    sum += BigInt(whole || '0') * size + fractionOf(fraction, size);
    if (sum > MOST) throw invalid();
    rest = rest.slice(all.length);
  }
  if (!isNegative && sum >= MOST) throw invalid();
  return isNegative ? -sum : sum;
}

/** A fraction of a unit, computed with floats as Go does. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (value > (MOST - 1n) / 10n) break;
    value = value * 10n + BigInt(digit);
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

/** The quotes of the time package, which escape every byte that isn't printable ASCII. */
export function inQuotes(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') return `\\${character}`;
    return byte < 0x20 || byte >= 0x80 ? `\\x${byte.toString(16).padStart(2, '0')}` : character;
  });
  return `"${bytes.join('')}"`;
}

/** `Duration.String`: `1h2m3.5s`, `1.5ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size === 0n) return '0s';
  if (size < SECOND) {
    const [unit, digits] = size < 1000n ? ['ns', 0] : size < 1_000_000n ? ['µs', 3] : ['ms', 6];
    return `${sign}${fixedPoint(size, digits as number)}${unit}`;
  }
  const hours = size / HOUR;
  const minutes = (size / MINUTE) % 60n;
  const seconds = `${fixedPoint(size % MINUTE, 9)}s`;
  if (hours > 0n) return `${sign}${hours}h${minutes}m${seconds}`;
  return size >= MINUTE ? `${sign}${minutes}m${seconds}` : sign + seconds;
}

/** A number divided by a power of ten, without zeros at the end of its fraction. */
function fixedPoint(value: bigint, digits: number): string {
  const power = 10n ** BigInt(digits);
  const fraction = String(value % power)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  const whole = String(value / power);
  return digits === 0 || fraction === '' ? whole : `${whole}.${fraction}`;
}

/** `Duration.Round`: half away from zero; a multiple that isn't positive changes nothing. */
export function roundDuration(duration: bigint, multiple: bigint): bigint {
  if (multiple <= 0n) return duration;
  const rest = duration < 0n ? -(duration % multiple) : duration % multiple;
  const isLess = rest + rest < multiple;
  const towardsZero = duration < 0n ? duration + rest : duration - rest;
  if (isLess) return towardsZero;
  const away = duration < 0n ? towardsZero - multiple : towardsZero + multiple;
  return away < -MOST ? -MOST : away > MOST - 1n ? MOST - 1n : away;
}

export function truncateDuration(duration: bigint, multiple: bigint): bigint {
  return multiple <= 0n ? duration : duration - (duration % multiple);
}
