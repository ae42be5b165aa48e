/**
 * A deterministic tar writer: the same files always give the same bytes, and they are those that
 * `helm package` puts into its gzip (Go's `archive/tar`, which Helm writes through): USTAR, with a
 * PAX record where a path doesn't fit a USTAR header.
 */
import { paxRecord } from './pax.ts';
import { BLOCK, checksum, FIELDS, type Field, padding } from './tar-layout.ts';

/** A regular file to be written. */
export interface TarFile {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const zeros = new Uint8Array(2 * BLOCK);

/**
 * The archive in pieces: headers, the files' own bytes (not copied), padding, and the two
 * empty blocks at the end. `mtime` is in seconds since 1970, below 8^11.
 */
export function* tarParts(
  files: Iterable<TarFile>,
  mtime = 0,
): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
  for (const { path, bytes } of files) {
    yield* fileHeader(path, bytes.length, mtime);
    yield bytes;
    yield zeros.subarray(0, padding(bytes.length));
  }
  yield zeros;
}

/** The archive as one piece, allocated once. */
export function writeTar(files: Iterable<TarFile>, mtime = 0): Uint8Array<ArrayBuffer> {
  const parts = [...tarParts(files, mtime)];
  const tar = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    tar.set(part, at);
    at += part.length;
  }
  return tar;
}

/** What comes before a file's bytes. */
export function* fileHeader(
  path: string,
  size: number,
  mtime: number,
): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
  const ascii = printable(path);
  const split = ascii === path ? splitPath(path) : undefined;
  if (!split) yield* paxHeader(path);
  yield plainHeader({
    name: split?.name ?? cutName(ascii),
    prefix: split?.prefix ?? '',
    mode: 0o644,
    size,
    mtime,
    type: '0',
    device: true,
  });
}

/** The record that carries the path, as an entry of its own before the file's. */
function* paxHeader(path: string) {
  const record = paxRecord('path', path);
  const slash = path.lastIndexOf('/') + 1;
  const name = printable(`${path.slice(0, slash)}PaxHeaders.0/${path.slice(slash)}`);
  yield plainHeader({
    name: name.slice(0, 100).replace(/\/+$/, ''),
    prefix: '',
    mode: 0,
    size: record.length,
    mtime: 0,
    type: 'x',
    device: false,
  });
  yield record;
  yield zeros.subarray(0, padding(record.length));
}

/** The fields of a header without any extension. */
export interface PlainHeader {
  name: string;
  prefix: string;
  mode: number;
  size: number;
  mtime: number;
  type: string;
  /** Whether the device numbers are written as zeros: Go leaves them empty in `x` headers. */
  device: boolean;
}

/** A USTAR header block; owner 0:0 without names. */
export function plainHeader(header: PlainHeader): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK);
  const put = (name: Field, text: string) => {
    const [from, to] = FIELDS[name];
    if (text.length > to - from) throw new RangeError(`tar header field ${name} is too long`);
    encoder.encodeInto(text, block.subarray(from, to));
  };
  const putNumber = (name: Field, value: number) => {
    const [from, to] = FIELDS[name];
    put(name, `${value.toString(8).padStart(to - from - 1, '0')}\0`);
  };
  put('name', header.name);
  putNumber('mode', header.mode);
  putNumber('uid', 0);
  putNumber('gid', 0);
  putNumber('size', header.size);
  putNumber('mtime', header.mtime);
  put('type', header.type);
  put('magic', 'ustar\x0000');
  if (header.device) {
    putNumber('devMajor', 0);
    putNumber('devMinor', 0);
  }
  put('prefix', header.prefix);
  put('checksum', `${checksum(block).toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** An ASCII path split into USTAR's two fields, or `undefined` if it doesn't fit. */
function splitPath(path: string): { prefix: string; name: string } | undefined {
  if (path.length <= 100) return { prefix: '', name: path };
  const slash = path.slice(0, 156).lastIndexOf('/');
  const name = path.slice(slash + 1);
  if (slash <= 0 || name === '' || name.length > 100) return undefined;
  return { prefix: path.slice(0, slash), name };
}

/**
 * The name in the header of an entry with a PAX record, for readers that don't know PAX. It never
 * ends in a slash, since such a reader would take the entry for a folder.
 */
function cutName(ascii: string): string {
  const name = ascii.slice(0, 100);
  if (ascii.length <= 100 || !name.endsWith('/')) return name;
  const end = name.slice(0, 99).replace(/\/+$/, '').length;
  return `${name.slice(0, end)}\0${name.slice(end + 1)}`;
}

/** The characters of a path that a USTAR header can hold: ASCII without NUL. */
function printable(path: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are allowed, as in Go
  return path.replace(/[^\x01-\x7f]/g, '');
}
