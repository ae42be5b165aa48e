/** Sprig's functions of text (`strings.go`, and Go's `strings`). */
import { quote } from '../../go/quote.ts';

import { GoError } from '../../go/error.ts';
import { afford, ENTRY, spend } from '../../go/template/budget.ts';
import { fixed, variadic } from '../../go/template/function.ts';
import {
  isLetter,
  isDigit,
  isSpace,
  toLower,
  toTitle,
  toUpper,
  trimSpace,
} from '../../go/unicode.ts';
import { byteLength } from '../../go/byte-length.ts';
import {
  charactersOf,
  fromBytes,
  isAscii,
  runeOf,
  runesOf,
  sliceBytes,
  toBytes,
} from '../../go/utf8.ts';
import { mapCharacters, TextBuilder } from '../../go/text-builder.ts';
import { GoList, GoMap, type GoFunction, type GoInt } from '../../go/value.ts';
import { newTable } from '../../go/table.ts';
import { lowerCase, pascalCase } from './case.ts';
import {
  abbreviate,
  deleteSpace,
  initials,
  outOfRange,
  swapCase,
  uncapitalize,
  wrap,
} from './goutils.ts';
import { printValue, strslice, strval } from './strval.ts';

export const stringFunctions: Record<string, GoFunction> = {
  hello: fixed([], () => 'Hello!'),
  trim: fixed(['string'], trimSpace),
  upper: fixed(['string'], (text) => mapRunes(text, toUpper)),
  lower: fixed(['string'], (text) => mapRunes(text, toLower)),
  title: fixed(['string'], title),
  untitle: fixed(['string'], uncapitalize),
  swapcase: fixed(['string'], swapCase),
  snakecase: fixed(['string'], (text) => lowerCase(text, '_')),
  kebabcase: fixed(['string'], (text) => lowerCase(text, '-')),
  camelcase: fixed(['string'], pascalCase),
  nospace: fixed(['string'], withoutSpace),
  initials: fixed(['string'], (text) => initials(latin1(text))),
  abbrev: fixed(['int', 'string'], (width, text) =>
    width.value < 4n ? text : ofLatin1(abbreviate(latin1(text), 0, Number(width.value))),
  ),
  abbrevboth: fixed(['int', 'int', 'string'], abbrevBoth),
  trunc: fixed(['int', 'string'], truncate),
  substr: fixed(['int', 'int', 'string'], substring),
  repeat: fixed(['int', 'string'], repeat),
  trimall: fixed(['string', 'string'], trimAll),
  trimAll: fixed(['string', 'string'], trimAll),
  trimSuffix: fixed(['string', 'string'], (suffix, text) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  trimPrefix: fixed(['string', 'string'], (prefix, text) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  contains: fixed(['string', 'string'], (part, text) => text.includes(part)),
  hasPrefix: fixed(['string', 'string'], (prefix, text) => text.startsWith(prefix)),
  hasSuffix: fixed(['string', 'string'], (suffix, text) => text.endsWith(suffix)),
  quote: variadic([], 'interface {}', (...values) =>
    words(values, (value) => quote(strval(value))),
  ),
  squote: variadic([], 'interface {}', (...values) =>
    words(values, (value) => `'${printValue(value)}'`),
  ),
  cat: variadic([], 'interface {}', (...values) => words(values, printValue)),
  indent: fixed(['int', 'string'], indent),
  nindent: fixed(['int', 'string'], (spaces, text) => `\n${indent(spaces, text)}`),
  replace: fixed(['string', 'string', 'string'], replace),
  plural: fixed(['string', 'string', 'int'], (one, many, count) =>
    count.value === 1n ? one : many,
  ),
  wrap: fixed(['int', 'string'], (width, text) =>
    ofLatin1(wrap(latin1(text), Number(width.value), '', false)),
  ),
  wrapWith: fixed(['int', 'string', 'string'], (width, separator, text) =>
    ofLatin1(wrap(latin1(text), Number(width.value), latin1(separator), true)),
  ),
  toString: fixed(['interface {}'], strval),
  toStrings: fixed(['interface {}'], (value) => new GoList('[]string', strslice(value))),
  join: fixed(['string', 'interface {}'], (separator, value) => {
    const parts = strslice(value);
    spend(parts.reduce((sum, part) => sum + part.length + separator.length, 0));
    return parts.join(separator);
  }),
  split: fixed(['string', 'string'], (separator, text) => numbered(splitText(text, separator, -1))),
  splitn: fixed(['string', 'int', 'string'], (separator, count, text) =>
    numbered(splitText(text, separator, Number(count.value))),
  ),
  splitList: fixed(
    ['string', 'string'],
    (separator, text) => new GoList('[]string', splitText(text, separator, -1)),
  ),
};

/** A text with a character for each byte. */
function latin1(text: string): string {
  if (isAscii(text)) return text;
  afford((ENTRY / 2) * text.length);
  return Array.from(toBytes(text), (byte) => String.fromCharCode(byte)).join('');
}

function ofLatin1(bytes: string): string {
  if (isAscii(bytes)) return bytes;
  return fromBytes(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function mapRunes(text: string, change: (rune: string) => string): string {
  return mapCharacters(text, (character) => change(runeOf(character)));
}

/** `strings.Title`: a letter after none, and after no digit, underscore or apostrophe. */
function title(text: string): string {
  let afterSeparator = true;
  return mapRunes(text, (rune) => {
    const begins = afterSeparator;
    afterSeparator = isSeparator(rune);
    return begins ? toTitle(rune) : rune;
  });
}

/** `strings.isSeparator`. */
function isSeparator(rune: string): boolean {
  if (rune <= '\x7f') return !/[0-9A-Za-z_]/.test(rune);
  return !isLetter(rune) && !isDigit(rune) && isSpace(rune);
}

function withoutSpace(text: string): string {
  const bytes = latin1(text);
  const bare = deleteSpace(bytes);
  // Only where something went does goutils write bytes as the characters of their numbers.
  return bare.length === bytes.length ? text : bare;
}

function abbrevBoth(left: GoInt, right: GoInt, text: string): string {
  if (right.value < 4n || (left.value > 0n && right.value < 7n)) return text;
  return ofLatin1(abbreviate(latin1(text), Number(left.value), Number(right.value)));
}

function truncate({ value }: GoInt, text: string): string {
  const length = byteLength(text);
  const count = Number(value);
  if (count < 0 && length + count > 0) return sliceBytes(text, length + count);
  return count >= 0 && length > count ? sliceBytes(text, 0, count) : text;
}

function substring({ value: start }: GoInt, { value: end }: GoInt, text: string): string {
  const length = byteLength(text);
  if (start < 0n) {
    if (end < 0n || end > length) throw outOfRange(0n, end, length);
    return sliceBytes(text, 0, Number(end));
  }
  if (end < 0n || end > length) {
    if (start > length)
      throw new GoError(`runtime error: slice bounds out of range [${start}:${length}]`);
    return sliceBytes(text, Number(start));
  }
  if (start > end) throw outOfRange(start, end, length);
  return sliceBytes(text, Number(start), Number(end));
}

function repeat({ value: count }: GoInt, text: string): string {
  if (count < 0n) throw new GoError('strings: negative Repeat count');
  const length = BigInt(byteLength(text));
  if (length * count >= 2n ** 63n) throw new GoError('strings: Repeat output length overflow');
  spend(Number(length * count));
  return text === '' ? '' : text.repeat(Number(count));
}

/** `strings.Trim`. */
function trimAll(cutset: string, text: string): string {
  const cut = new Set(runesOf(cutset));
  const runes = charactersOf(text);
  const isCut = (rune: string) => cut.has(/[\ud800-\udfff]/u.test(rune) ? '\ufffd' : rune);
  let [start, end] = [0, runes.length];
  while (start < end && isCut(runes[start] as string)) start++;
  while (end > start && isCut(runes[end - 1] as string)) end--;
  return runes.slice(start, end).join('');
}

/** What isn't nil, with blanks in between. */
function words(values: readonly unknown[], write: (value: unknown) => string): string {
  return values
    .filter((value) => value !== null)
    .map((value) => {
      const word = write(value);
      spend(word.length + 1);
      return word;
    })
    .join(' ');
}

function indent({ value: spaces }: GoInt, text: string): string {
  if (spaces < 0n) throw new GoError('strings: negative Repeat count');
  spend(Number(spaces));
  const pad = ' '.repeat(Number(spaces));
  return pad + replace('\n', `\n${pad}`, text);
}

function replace(old: string, replacement: string, text: string): string {
  if (old === '') {
    return replacement + mapCharacters(text, (rune) => rune + replacement);
  }
  const replaced = new TextBuilder();
  let from = 0;
  for (let at = text.indexOf(old); at >= 0; at = text.indexOf(old, from)) {
    replaced.add(text.slice(from, at));
    replaced.add(replacement);
    from = at + old.length;
  }
  replaced.add(text.slice(from));
  return replaced.text();
}

/** `strings.SplitN`; below 0 there is no limit. */
function splitText(text: string, separator: string, limit: number): string[] {
  if (limit === 0) return [];
  if (separator !== '') spend((ENTRY / 2) * (1 + occurrences(separator, text)));
  const parts = separator === '' ? charactersOf(text) : text.split(separator);
  if (separator === '') spend((ENTRY / 2) * parts.length);
  if (limit < 0 || parts.length <= limit) return parts;
  return [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

function occurrences(part: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

function numbered(parts: readonly string[]): GoMap {
  spend(2 * ENTRY * parts.length);
  const entries = newTable();
  for (const [i, part] of parts.entries()) entries[`_${i}`] = part;
  return new GoMap('map[string]string', entries);
}
