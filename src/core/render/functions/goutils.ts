/**
 * Texts as Masterminds/goutils 1.1 changes them. Some of its functions go through bytes as if each
 * were a character, so these take and give text with a character for each byte.
 */
import { GoError } from '../../go/error.ts';
import { ENTRY, spend } from '../../go/template/budget.ts';
import { isLower, isSpace, isTitle, isUpper, toLower, toTitle, toUpper } from '../../go/unicode.ts';
import { mapCharacters } from '../../go/text-builder.ts';
import { runeOf } from '../../go/utf8.ts';

/** `AbbreviateFull`, bytes. */
export function abbreviate(bytes: string, left: number, width: number): string {
  if (bytes === '' || width < 4) return '';
  if (bytes.length <= width) return bytes;
  const room = width - 3;
  let offset = Math.min(left, bytes.length);
  if (bytes.length - offset < room) offset = bytes.length - room;
  if (offset <= 4) return `${bytes.slice(0, room)}...`;
  if (width < 7) return '';
  if (offset + room < bytes.length) return `...${abbreviate(bytes.slice(offset), 0, room)}`;
  return `...${bytes.slice(bytes.length - room)}`;
}

/** `WrapCustom`, bytes. */
export function wrap(bytes: string, width: number, separator: string, cutsWords: boolean): string {
  const length = Math.max(width, 1);
  const newLine = separator === '' ? '\n' : separator;
  const lines: string[] = [];
  let at = 0;
  while (bytes.length - at > length) {
    if (bytes[at] === ' ') {
      at++;
      continue;
    }
    let end = bytes.lastIndexOf(' ', at + length);
    let next = end + 1;
    if (end < at) {
      end = cutsWords ? at + length : bytes.indexOf(' ', at + length);
      next = cutsWords ? end : end + 1;
    }
    if (end < 0) return lines.join('') + bytes.slice(at);
    spend(newLine.length + ENTRY);
    lines.push(bytes.slice(at, end), newLine);
    at = next;
  }
  return lines.join('') + bytes.slice(at);
}

/** `DeleteWhiteSpace`; bytes in, characters out. */
export function deleteSpace(bytes: string): string {
  return mapCharacters(bytes, (byte) => (isSpace(byte) ? '' : byte));
}

/** `Initials`; bytes in, characters out. */
export function initials(bytes: string): string {
  let after = true;
  return mapCharacters(bytes, (byte) => {
    const begins = after && !isSpace(byte);
    after = isSpace(byte);
    return begins ? byte : '';
  });
}

/** `Uncapitalize`: the first letter of each word in lower case. */
export function uncapitalize(text: string): string {
  let isFirst = true;
  return mapCharacters(text, (character) => {
    const rune = runeOf(character);
    if (isSpace(rune)) isFirst = true;
    else if (isFirst) {
      isFirst = false;
      return toLower(rune);
    }
    return rune;
  });
}

/** `SwapCase`: words begin with a title case letter where they began with a small one. */
export function swapCase(text: string): string {
  let afterSpace = true;
  return mapCharacters(text, (character) => {
    const rune = runeOf(character);
    const isFirst = afterSpace;
    const changes = isUpper(rune) || isTitle(rune) || isLower(rune);
    afterSpace = !changes && isSpace(rune);
    if (!changes) return rune;
    if (!isLower(rune)) return toLower(rune);
    return isFirst ? toTitle(rune) : toUpper(rune);
  });
}

/** What Go panics with where a slice reaches beyond its bounds. */
export function outOfRange(from: number | bigint, to: number | bigint, length: number): GoError {
  const part =
    to < 0 ? `[:${to}]` : to > length ? `[:${to}] with length ${length}` : `[${from}:${to}]`;
  return new GoError(`runtime error: slice bounds out of range ${part}`);
}
