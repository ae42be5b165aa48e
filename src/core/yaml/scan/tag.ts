import { isBlankOrEnd, isHexDigit, isWord, utf8Width } from './characters.ts';
import type { Source } from './source.ts';

/** A tag as it is written; `handle` is empty where the suffix is all of it. */
export interface WrittenTag {
  handle: string;
  suffix: string;
}

/** Scans `!<full>`, `!suffix`, `!!suffix` or `!handle!suffix` (`scannerc.go`, yaml_parser_scan_tag). */
export function scanTag(source: Source): WrittenTag {
  source.need(2);
  const tag = source.unit(1) === LESS_THAN ? scanFull(source) : scanShort(source);
  source.need(1);
  if (!isBlankOrEnd(source.unit())) source.fail({ reason: 'tag-syntax' });
  return tag;
}

const LESS_THAN = 0x3c;

function scanFull(source: Source): WrittenTag {
  source.skip(2);
  const suffix = scanTagUri(source, '');
  if (!source.has('>')) source.fail({ reason: 'tag-syntax' });
  source.skip();
  return { handle: '', suffix };
}

function scanShort(source: Source): WrittenTag {
  const handle = scanTagHandle(source, false);
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: scanTagUri(source, '') };
  const suffix = scanTagUri(source, handle);
  // `!` alone means that no other tag is to be looked for.
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

/** Scans `!`, `!!` or `!handle!`; a directive takes no other, elsewhere it may be a suffix. */
export function scanTagHandle(source: Source, inDirective: boolean): string {
  const begin = source.offset;
  source.need(1);
  if (!source.has('!')) {
    source.fail({ reason: 'tag-syntax' }, source.position, "did not find expected '!'");
  }
  source.skip();
  source.need(1);
  while (isWord(source.unit())) {
    source.skip();
    source.need(1);
  }
  if (source.has('!')) source.skip();
  else if (inDirective && source.offset > begin + 1) source.fail({ reason: 'tag-syntax' });
  return source.text.slice(begin, source.offset);
}

/** Scans what follows a handle; `head` is what was taken for a handle and wasn't one. */
export function scanTagUri(source: Source, head: string): string {
  let uri = head.slice(1);
  const begin = source.offset;
  source.need(1);
  while (isWord(source.unit()) || URI_SIGNS.has(source.unit())) {
    if (source.has('%')) {
      uri += scanUriEscapes(source);
    } else {
      uri += source.text[source.offset];
      source.skip();
    }
    source.need(1);
  }
  if (head === '' && source.offset === begin) source.fail({ reason: 'tag-syntax' });
  return uri;
}

const URI_SIGNS = new Set(Array.from(";/?:@&=+$,.!~*'()[]%", (sign) => sign.charCodeAt(0)));

/**
 * Scans the escaped bytes of one character. They are kept as single characters: no tag that means
 * anything has one outside ASCII.
 */
function scanUriEscapes(source: Source): string {
  let bytes = '';
  let left = 1;
  do {
    source.need(3);
    const isEscape = source.has('%') && isHexDigit(source.unit(1)) && isHexDigit(source.unit(2));
    if (!isEscape) source.fail({ reason: 'tag-syntax' });
    const byte = parseInt(source.text.slice(source.offset + 1, source.offset + 3), 16);
    if (bytes === '') left = utf8Width(byte);
    const fits = bytes === '' ? left > 0 : (byte & 0xc0) === 0x80;
    if (!fits) source.fail({ reason: 'tag-syntax' });
    bytes += String.fromCharCode(byte);
    source.skip(3);
  } while (--left > 0);
  return bytes;
}
