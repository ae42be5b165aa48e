/** Reads the fields of a tar header, in every dialect of the last forty years. */
import { ChartroomError } from '../errors.ts';
import { checksum, field, signedChecksum } from './tar-layout.ts';

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const V7_NUMBERS = ['mode', 'uid', 'gid', 'mtime'] as const;
const USTAR_NUMBERS = ['devMajor', 'devMinor'] as const;
/** As Go reads octal fields: what follows the digits and a NUL doesn't count. */
const OCTAL = /^[ \0]*(?:([0-7]+)(?:\0[^]*|[ \0]*))?$/;

/** The entry's name as its header has it. */
export function headerName(header: Uint8Array): string {
  const name = decodePath(untilNul(field(header, 'name')));
  const prefix = namePrefix(header);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/**
 * The folders before the name: USTAR has room for them. GNU's format has times there, but Go up to
 * 1.7 wrote a prefix all the same; like later versions of Go, this takes for a prefix what can't be
 * times (Go `archive/tar/reader.go`, readHeader; golang.org/issue/12594).
 */
function namePrefix(header: Uint8Array): string {
  const magic = ascii(field(header, 'magic'));
  const prefix = untilNul(field(header, 'prefix'));
  if (magic === 'ustar  \0') {
    const isPrefix = !isTime(field(header, 'gnuAtime')) || !isTime(field(header, 'gnuCtime'));
    return isPrefix && prefix.every((byte) => byte < 0x80) ? ascii(prefix) : '';
  }
  if (!magic.startsWith('ustar\0')) return '';
  const isStar = ascii(field(header, 'starMagic')) === 'tar\0';
  return decodePath(isStar ? untilNul(field(header, 'starPrefix')) : prefix);
}

/** Whether a time may be there: none, or a number. */
function isTime(bytes: Uint8Array): boolean {
  return bytes[0] === 0 || isNumber(bytes);
}

/**
 * Whether all numbers of a header can be read, also those that don't matter here: Go refuses the
 * archive for any of them (`archive/tar/reader.go`, readHeader).
 */
export function hasReadableNumbers(header: Uint8Array): boolean {
  const isV7 = !/^ustar(?:\0| {2}\0$)/.test(ascii(field(header, 'magic')));
  const numbers = isV7 ? V7_NUMBERS : [...V7_NUMBERS, ...USTAR_NUMBERS];
  return numbers.every((name) => isNumber(field(header, name)));
}

/** A number in base 256, or in octal digits. */
function isNumber(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) >= 0x80 || OCTAL.test(ascii(bytes));
}

/** Whether the header's checksum is right; some old programs summed up signed bytes. */
export function fitsChecksum(header: Uint8Array): boolean {
  const stated = parseNumber(field(header, 'checksum'));
  return stated === checksum(header) || stated === signedChecksum(header);
}

/**
 * A number: octal digits between spaces and NULs, none for 0, or GNU's base-256 where the first bit
 * is set. `undefined` if it is neither, negative, or not a safe integer.
 */
export function parseNumber(bytes: Uint8Array): number | undefined {
  const [first = 0, ...rest] = bytes;
  if (first === 0x80) return exact(rest.reduce((value, byte) => value * 256 + byte, 0));
  const digits = OCTAL.exec(ascii(bytes));
  return digits ? exact(Number.parseInt(`0${digits[1] ?? ''}`, 8)) : undefined;
}

/** A path. One that isn't UTF-8 is refused, since it could neither be shown nor written again. */
export function decodePath(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    const path = new TextDecoder().decode(bytes);
    throw new ChartroomError('archive.path-illegal', { path, reason: 'not-utf-8' }, { cause });
  }
}

/** The bytes before the first NUL, which terminates a text shorter than its field. */
export function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** Bytes as text, one character each. */
export function ascii(bytes: Uint8Array): string {
  return latin1.decode(bytes);
}

function exact(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}
