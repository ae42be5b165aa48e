import type { YamlFault } from '../../errors.ts';
import { utf8Width } from './characters.ts';
import { characterLength, ReadAhead, type BrokenPlace, type YamlEncoding } from './read-ahead.ts';
import { Source } from './source.ts';

/** A text as yaml.v2's reader takes it, by the characters that it refuses (`readerc.go`). */
export function readText(text: string, path: string): Source {
  return sourceOf(text, path, 'utf-8', 0);
}

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark, as `readerc.go` finds it out. */
export function readBytes(bytes: Uint8Array, path: string): Source {
  const encoding = encodingOf(bytes);
  const mark = markLength(bytes, encoding);
  const content = bytes.subarray(mark);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(content);
  // Few files contain U+FFFD themselves, so the bytes need no second decoder as a rule.
  const undecoded = text.includes('\ufffd') ? firstUndecoded(text, content, encoding) : undefined;
  return sourceOf(text, path, encoding, mark, undecoded);
}

/** The whole text of a YAML file; what yaml.v2 refuses anywhere in it is `chart.yaml-invalid`. */
export function decodeText(bytes: Uint8Array, path: string): string {
  const source = readBytes(bytes, path);
  source.need(Infinity);
  return source.content;
}

function encodingOf([first, second]: Uint8Array): YamlEncoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** How many bytes the byte order mark has; 0 where there is none. */
function markLength(bytes: Uint8Array, encoding: YamlEncoding): number {
  if (encoding !== 'utf-8') return 2;
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function sourceOf(
  text: string,
  path: string,
  encoding: YamlEncoding,
  mark: number,
  undecoded?: BrokenPlace,
): Source {
  const illegal = firstIllegal(text, encoding);
  const isFirst = illegal && (!undecoded || illegal.offset < undecoded.offset);
  const broken = isFirst ? illegal : undecoded;
  if (!broken && !text.includes('\ufeff')) return new Source(text, path);
  return new Source(text, path, new ReadAhead(text, encoding, mark, broken));
}

function firstIllegal(text: string, encoding: YamlEncoding): BrokenPlace | undefined {
  const offset = text.search(ILLEGAL);
  if (offset < 0) return undefined;
  const width = characterLength(text.codePointAt(offset) ?? 0, encoding);
  return { offset, width, isCut: false, fault: { reason: 'control-character' } };
}

const ILLEGAL = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The first U+FFFD that the decoder put there for bytes that are no character. */
function firstUndecoded(
  text: string,
  bytes: Uint8Array,
  encoding: YamlEncoding,
): BrokenPlace | undefined {
  let byte = 0;
  let before = 0;
  for (let offset = text.indexOf('\ufffd'); offset >= 0; offset = text.indexOf('\ufffd', before)) {
    byte += byteLength(text.slice(before, offset), encoding);
    const width = widthAt(bytes, byte, encoding);
    const isCut = byte + width > bytes.length;
    if (isCut || !isReplacement(bytes, byte, encoding)) {
      const fault: YamlFault = { reason: 'encoding', encoding };
      return { offset, width, isCut, fault, problem: problemAt(bytes, byte, width, encoding) };
    }
    byte += width;
    before = offset + 1;
  }
  return undefined;
}

/** What is wrong with the bytes of a character, in yaml.v2's words. */
function problemAt(bytes: Uint8Array, at: number, width: number, encoding: YamlEncoding): string {
  if (encoding !== 'utf-8') {
    if (at + 2 > bytes.length) return 'incomplete UTF-16 character';
    if (width === 2) return 'unexpected low surrogate area';
    return at + width > bytes.length
      ? 'incomplete UTF-16 surrogate pair'
      : 'expected low surrogate area';
  }
  const [first = 0, ...others] = bytes.subarray(at, at + width);
  if (utf8Width(first) === 0) return 'invalid leading UTF-8 octet';
  if (at + width > bytes.length) return 'incomplete UTF-8 octet sequence';
  if (others.some((octet) => (octet & 0xc0) !== 0x80)) return 'invalid trailing UTF-8 octet';
  const [second = 0] = others;
  const isTooLong =
    first < 0xc2 || (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  return isTooLong ? 'invalid length of a UTF-8 sequence' : 'invalid Unicode character';
}

function byteLength(text: string, encoding: YamlEncoding): number {
  return encoding === 'utf-8' ? new TextEncoder().encode(text).length : text.length * 2;
}

/** How many bytes the character takes that begins with this byte, whether the rest fits or not. */
function widthAt(bytes: Uint8Array, at: number, encoding: YamlEncoding): number {
  if (encoding === 'utf-8') return utf8Width(bytes[at] ?? 0) || 1;
  const high = bytes[encoding === 'utf-16le' ? at + 1 : at] ?? 0;
  return (high & 0xfc) === 0xd8 ? 4 : 2;
}

function isReplacement(bytes: Uint8Array, at: number, encoding: YamlEncoding): boolean {
  const expected = REPLACEMENT[encoding];
  return expected.every((byte, i) => bytes[at + i] === byte);
}

const REPLACEMENT: Record<YamlEncoding, number[]> = {
  'utf-8': [0xef, 0xbf, 0xbd],
  'utf-16le': [0xfd, 0xff],
  'utf-16be': [0xff, 0xfd],
};
