import { ChartroomError, type TarFault } from '../errors.ts';
import { parsePax } from './pax.ts';
import {
  ascii,
  decodePath,
  fitsChecksum,
  hasReadableNumbers,
  headerName,
  parseNumber,
  untilNul,
} from './tar-fields.ts';
import { BLOCK, field, padding } from './tar-layout.ts';

/** What an entry is; `special` is a device or a pipe. */
export type TarEntryType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'special';

export interface TarEntry {
  /** As written in the archive; a directory's usually ends in a slash. */
  path: string;
  type: TarEntryType;
  /** Bytes of content; 0 for anything but a file. */
  size: number;
  /** Where the content begins. The entry's own header is the block before. */
  offset: number;
}

/** The longest extended header or long name that is read, as in Go. */
const MAX_RECORD = 1024 * 1024;

const TYPES: Record<string, TarEntryType> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'special',
  '4': 'special',
  '5': 'directory',
  '6': 'special',
};

/** What the records before an entry say about it; they override its own header. */
interface Records {
  /** The types of the records seen since the last entry. */
  seen: Set<string>;
  /** From GNU's long name record. */
  longName?: string;
  /** From a PAX record. */
  path?: string;
  size?: number;
}

/** What a tar archive holds. */
export interface TarListing {
  entries: TarEntry[];
  /** How many bytes of the archive were read: up to its end marker or, without one, all. */
  length: number;
  /** How the end isn't as the format wants it, though no entry can be missing. */
  looseEnd?: LooseTarEnd | undefined;
}

/** There is no whole end marker; or there is, and something other than padding follows it. */
export type LooseTarEnd = 'no-end' | 'trailing-data';

/** Lists the entries of a tar archive in memory, as `walkTar` does. */
export function readTar(tar: Uint8Array): TarListing {
  const walk = walkTar(tar.length);
  let step = walk.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = walk.next(tar.subarray(offset, offset + length));
  }
  return step.value;
}

/** Bytes of the archive that a walk needs next; at its end there may be fewer. */
export interface TarRange {
  offset: number;
  length: number;
}

/**
 * Walks a whole tar archive of `size` bytes, every header checked, and lists its entries: V7, USTAR,
 * PAX and GNU, as Go's `archive/tar` reads them for Helm. It alone decides what is in an archive,
 * under which names and how large. A listing is complete or an error (`archive.damaged`), never cut
 * short: the archive ends at its end marker, whatever follows, or exactly behind an entry.
 *
 * It yields what it has to read, and is given those bytes: so the same walk serves an archive in
 * memory and one that is much larger than memory (`tar-blob.ts`).
 */
export function* walkTar(
  size: number,
  { maxEntries = Infinity } = {},
): Generator<TarRange, TarListing, Uint8Array> {
  const entries: TarEntry[] = [];
  let records: Records = { seen: new Set() };
  for (let at = 0; ;) {
    const header = yield { offset: at, length: BLOCK };
    if (isEnd(header)) {
      if (records.seen.size > 0) throw damaged('last-entry-missing', at);
      return { entries, ...(yield* endOf(size, at)) };
    }
    if (header.length < BLOCK) throw damaged('cut-short', size);
    if (!fitsChecksum(header)) throw damaged('header-checksum', at);
    if (!hasReadableNumbers(header)) throw damaged('number-unreadable', at);
    const type = ascii(field(header, 'type'));
    const length = parseNumber(field(header, 'size'));
    if (length === undefined) throw damaged('size-unreadable', at);
    const offset = at + BLOCK;
    if (isExtended(type)) {
      if (length > MAX_RECORD) throw damaged('record-too-long', at);
      requireInside(size, offset, length);
      readRecord(records, type, yield { offset, length }, offset);
      at = offset + length + padding(length);
    } else {
      const entry = entryOf(type, header, records, length, offset);
      requireInside(size, offset, entry.size);
      if (entries.length === maxEntries) {
        throw new ChartroomError('archive.too-many-files', { limit: maxEntries });
      }
      entries.push(entry);
      at = offset + entry.size + padding(entry.size);
      records = { seen: new Set() };
    }
  }
}

function entryOf(
  flag: string,
  header: Uint8Array,
  records: Records,
  headerSize: number,
  offset: number,
): TarEntry {
  const path = records.longName ?? records.path ?? headerName(header);
  const size = records.size ?? headerSize;
  const at = offset - BLOCK;
  const type = TYPES[flag];
  if (path === '') throw damaged('no-name', at);
  // Sparse files ('S') are refused too: their content isn't stored as it is.
  if (!type) {
    throw new ChartroomError('archive.damaged', { reason: 'entry-type', type: flag, offset: at });
  }
  if (type === 'file') {
    // How V7 tar marked folders, before there was a type for them; a size of theirs means nothing.
    const isFolder = path.endsWith('/') && (flag === '\0' || size === 0);
    return isFolder ? { path, type: 'directory', size: 0, offset } : { path, type, size, offset };
  }
  // POSIX lets a link carry content, but Go and GNU tar expect none: readers would disagree from
  // here on.
  if ((type === 'symlink' || type === 'hardlink') && size > 0) {
    throw damaged('link-content', at);
  }
  // The size of a folder is the space allotted to it; no content follows.
  return { path, type, size: 0, offset };
}

/** Whether an entry says something about the entries that follow it. */
function isExtended(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L' || type === 'K';
}

/** Notes a record about the next entry (`x`, GNU's `L` and `K`) or about all entries (`g`). */
function readRecord(records: Records, type: string, content: Uint8Array, offset: number): void {
  if (type === 'g') return requireHarmless(parsePax(content, offset), offset);
  if (records.seen.has(type)) throw damaged('described-twice', offset);
  records.seen.add(type);
  // 'K' holds a long link target, which isn't needed: links are never followed.
  if (type === 'L') records.longName = decodePath(untilNul(content));
  if (type === 'x') Object.assign(records, overrides(parsePax(content, offset), offset));
}

/** The path and size in an extended header; an empty value leaves the entry's own. */
function overrides(pax: Map<string, Uint8Array>, offset: number): Pick<Records, 'path' | 'size'> {
  const found: Pick<Records, 'path' | 'size'> = {};
  const path = pax.get('path');
  const size = pax.get('size');
  if (path?.length) {
    if (path.includes(0)) throw damaged('nul-in-path', offset);
    found.path = decodePath(path);
  }
  if (size?.length) {
    const digits = ascii(size);
    if (!/^\d{1,15}$/.test(digits)) throw damaged('size-unreadable', offset);
    found.size = Number(digits);
  }
  if ([...pax.keys()].some((keyword) => keyword.startsWith('GNU.sparse.'))) {
    throw damaged('sparse', offset);
  }
  return found;
}

/**
 * Go ignores the fields of a global header (`git archive` writes one, with the commit), other
 * readers apply them to every entry: fields that would make their listings differ are refused.
 */
function requireHarmless(pax: Map<string, Uint8Array>, offset: number): void {
  if (Object.keys(overrides(pax, offset)).length > 0) {
    throw damaged('global-header', offset);
  }
}

function requireInside(size: number, offset: number, length: number): void {
  if (offset + length > size) throw damaged('cut-short', size);
}

/** Nothing more, or an empty block, is where the entries of an archive end. */
function isEnd(header: Uint8Array): boolean {
  return header.length === 0 || (header.length === BLOCK && isZero(header));
}

/**
 * Two empty blocks end an archive; after them, only the padding of the last record belongs to it.
 * As in Go, both may be missing, or the second one; nothing else may be in its place.
 */
function* endOf(
  size: number,
  at: number,
): Generator<TarRange, Omit<TarListing, 'entries'>, Uint8Array> {
  const end = at + 2 * BLOCK;
  if (size <= at + BLOCK) return { length: size, looseEnd: 'no-end' };
  if (size < end) throw damaged('cut-short', size);
  if (!isZero(yield { offset: at, length: 2 * BLOCK })) throw damaged('trailing-data', at);
  for (let offset = end; offset < size; offset += MAX_RECORD) {
    const rest = yield { offset, length: MAX_RECORD };
    if (!isZero(rest)) return { length: end, looseEnd: 'trailing-data' };
  }
  return { length: end };
}

function isZero(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0) return false;
  return true;
}

function damaged(reason: TarFault, offset: number): ChartroomError {
  return new ChartroomError('archive.damaged', { reason, offset });
}
