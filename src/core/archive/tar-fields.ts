/** Reads the fields of a tar header, in every dialect of the last forty years. */
import { ChartroomError } from '../errors.ts';
import { field } from './tar-layout.ts';

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The entry's name as its header has it; USTAR alone has a prefix (GNU keeps times there). */
export function headerName(header: Uint8Array): string {
  const name = decodePath(untilNul(field(header, 'name')));
  if (ascii(field(header, 'magic')).slice(0, 6) !== 'ustar\0') return name;
  const star = ascii(field(header, 'starMagic')) === 'tar\0';
  const prefix = decodePath(untilNul(field(header, star ? 'starPrefix' : 'prefix')));
  return prefix === '' ? name : `${prefix}/${name}`;
}

/**
 * A number: octal digits between spaces and NULs, none for 0, or GNU's base-256 where the first bit
 * is set. `undefined` if it is neither, negative, or not a safe integer.
 */
export function parseNumber(bytes: Uint8Array): number | undefined {
  const [first = 0, ...rest] = bytes;
  if (first === 0x80) return exact(rest.reduce((value, byte) => value * 256 + byte, 0));
  const digits = /^[ \0]*([0-7]*)[ \0]*$/.exec(ascii(bytes))?.[1];
  return digits === undefined ? undefined : exact(Number.parseInt(`0${digits}`, 8));
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
