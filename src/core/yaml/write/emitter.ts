import { TextBuilder } from '../../go/text-builder.ts';
import { analyse, type ScalarStyle } from './analysis.ts';
import type { YamlLibrary } from './key-order.ts';

/** Where a node stands. */
interface Place {
  /** A key or a value of a map. */
  inMap: boolean;
  /** A key on one line with its colon, in which nothing is folded. */
  isSimpleKey: boolean;
}

const ITEM: Place = { inMap: false, isSimpleKey: false };
const VALUE: Place = { inMap: true, isSimpleKey: false };
const KEY: Place = { inMap: true, isSimpleKey: true };
const COMPLEX_KEY = VALUE;

/** Texts longer than this, in bytes, stand behind a question mark as keys. */
const LONGEST_KEY = 128;

export interface EmitterOptions {
  library: YamlLibrary;
  /** The column from which on a blank becomes a line break; yaml.v3 has none. */
  width: number;
  /** Whether lists in maps are indented; yaml.v2 has their hyphens below the key. */
  indentsLists: boolean;
  /** Writes all texts but keys in double quotes. */
  quotesAll: boolean;
  /** Quotes `<<`, which yaml.v2 leaves as it is, though it would be read as a merge. */
  quotesMerges: boolean;
}

/**
 * Writes YAML as Helm's libraries do in block style (`emitterc.go` of yaml.v2 and yaml.v3, which is
 * libyaml in Go): quoting, folding at 80 columns, indentation. The caller walks the value and calls
 * `scalar`, `list` and `map`.
 */
export class Emitter {
  readonly #options: EmitterOptions;
  readonly #written = new TextBuilder();
  #column = 0;
  #indent = -1;
  /** Whether a blank was written last, or nothing on this line. */
  #isBlank = true;
  /** Whether there is nothing but indentation on this line. */
  #isIndented = true;
  #place: Place = ITEM;

  constructor(options: EmitterOptions) {
    this.#options = options;
  }

  /** The whole text, when the root is written. */
  finish(): string {
    this.#indent = 0;
    this.#newLine();
    return this.#written.text();
  }

  list<T>(items: readonly T[], write: (item: T) => void): void {
    if (items.length === 0) return this.#indicator('[]', true);
    const outer = this.#indent;
    const isCompact = this.#place.inMap && !this.#isIndented && !this.#options.indentsLists;
    if (!isCompact || outer < 0) this.#indent = outer < 0 ? 0 : outer + 2;
    for (const item of items) {
      this.#newLine();
      this.#indicator('-', true, true);
      this.#place = ITEM;
      write(item);
    }
    this.#indent = outer;
  }

  map<T>(entries: readonly (readonly [string, T])[], write: (value: T) => void): void {
    if (entries.length === 0) return this.#indicator('{}', true);
    const outer = this.#indent;
    this.#indent = outer < 0 ? 0 : outer + 2;
    for (const [key, value] of entries) {
      this.#newLine();
      if (isSimpleKey(key, this.#options.library)) {
        this.key(key);
        this.#indicator(':', false);
      } else {
        this.#indicator('?', true, true);
        this.#place = COMPLEX_KEY;
        this.text(key);
        this.#newLine();
        this.#indicator(':', true, true);
      }
      this.#place = VALUE;
      write(value);
    }
    this.#indent = outer;
  }

  /** A text where only a key can stand: on one line, without folding. */
  key(text: string): void {
    this.#place = KEY;
    this.text(text);
  }

  /** A number, a boolean, null. */
  word(word: string): void {
    if (!this.#isBlank) this.#put(' ');
    this.#write(word);
  }

  text(text: string): void {
    const { isSimpleKey } = this.#place;
    const style = this.#styleOf(text);
    const outer = this.#indent;
    this.#indent = outer < 0 ? 2 : outer + 2;
    if (style === 'plain') this.#plain(text, !isSimpleKey);
    else if (style === 'single') this.#single(text, !isSimpleKey);
    else if (style === 'double') this.#double(text, !isSimpleKey);
    else this.#literal(text);
    this.#indent = outer;
  }

  /** Bytes in base64, in lines if there are many of them (`encode.go`, encodeBase64). */
  binary(base64: string): void {
    const lines = base64.match(/.{1,70}/g) ?? [];
    this.word('!!binary');
    this.text(base64.length >= 70 ? lines.map((line) => `${line}\n`).join('') : base64);
  }

  /** yaml_emitter_select_scalar_style. */
  #styleOf(text: string): ScalarStyle {
    const { isSimpleKey } = this.#place;
    const { library, quotesAll, quotesMerges } = this.#options;
    const analysis = analyse(text, library);
    let style = quotesAll && !isSimpleKey ? 'double' : analysis.wanted;
    if (quotesMerges && text === '<<') style = 'double';
    if (isSimpleKey && analysis.isMultiline) style = 'double';
    if (style === 'plain' && !analysis.plainAllowed) style = 'single';
    if (style === 'single' && !analysis.singleAllowed) style = 'double';
    if (style === 'literal' && (!analysis.literalAllowed || isSimpleKey)) style = 'double';
    return style;
  }

  #plain(text: string, folds: boolean): void {
    if (!this.#isBlank) this.#put(' ');
    this.#folded(text, folds);
  }

  #single(text: string, folds: boolean): void {
    this.#indicator("'", true);
    this.#folded(text.replaceAll("'", "''"), folds);
    this.#indicator("'", false);
  }

  /** Text as it is, but with a line break instead of single blanks beyond the width. */
  #folded(text: string, folds: boolean): void {
    const { width } = this.#options;
    const last = text.length - 1;
    if (/[\u2028\u2029]/.test(text)) return this.#withBreaks(text);
    let from = 0;
    while (folds && this.#column + text.length - from > width) {
      const at = this.#blankToFold(text, from, last);
      if (at < 0) break;
      this.#write(text.slice(from, at));
      this.#newLine();
      from = at + 1;
    }
    this.#write(text.slice(from));
  }

  /** The first blank beyond the width that stands alone; below 0 if there is none. */
  #blankToFold(text: string, from: number, last: number): number {
    const least = from + Math.max(this.#options.width + 1 - this.#column, 0);
    for (let at = text.indexOf(' ', least); at >= 0; at = text.indexOf(' ', at + 1)) {
      if (at > 0 && at < last && text[at - 1] !== ' ' && text[at + 1] !== ' ') return at;
    }
    return -1;
  }

  /** Text with line separators of Unicode, which stand as they are. */
  #withBreaks(text: string): void {
    let afterBreak = false;
    for (const part of text.split(/([\u2028\u2029])/)) {
      if (part === '') continue;
      if (/[\u2028\u2029]/.test(part)) {
        this.#write(part);
        this.#column = 0;
        this.#isIndented = true;
        afterBreak = true;
        continue;
      }
      if (afterBreak) this.#newLine();
      this.#write(part);
      afterBreak = false;
    }
  }

  #double(text: string, folds: boolean): void {
    const { width } = this.#options;
    this.#indicator('"', true);
    // libyaml looks for a byte order mark at the start of the text instead of where it is.
    const escapesAll = text.startsWith('\ufeff');
    if (!escapesAll && (!folds || this.#column + 6 * text.length <= width)) {
      this.#write(text.replace(ESCAPED, escapeCharacter));
      return this.#indicator('"', false);
    }
    let afterBlank = false;
    const characters = [...text];
    for (const [i, character] of characters.entries()) {
      const isBlank = character === ' ' && !escapesAll;
      const isWithin = i > 0 && i < characters.length - 1;
      if (isBlank && folds && !afterBlank && this.#column > width && isWithin) {
        this.#newLine();
        if (characters[i + 1] === ' ') this.#put('\\');
      } else if (escapesAll) this.#write(escapeCharacter(character));
      else this.#write(isBlank ? ' ' : character.replace(ESCAPED, escapeCharacter));
      afterBlank = isBlank;
    }
    this.#indicator('"', false);
  }

  #literal(text: string): void {
    const lines = text.split(/(?<=[\n\u2028\u2029])/);
    const hint = /^[ \n\u2028\u2029]/.test(text) ? '2' : '';
    const chomping = /(?:^|[\n\u2028\u2029])[\n\u2028\u2029]$/.test(text)
      ? '+'
      : /[\n\u2028\u2029]$/.test(text)
        ? ''
        : '-';
    this.#indicator(`|${hint}${chomping}`, true);
    this.#break();
    this.#isBlank = true;
    for (const line of lines) {
      const isBreak = /^[\n\u2028\u2029]$/.test(line);
      if (!isBreak) this.#newLine();
      const content = isBreak ? '' : line.replace(/[\n\u2028\u2029]$/, '');
      if (content !== '') this.#writeKeepingBlank(content);
      if (content === line) break;
      this.#written.add(line.slice(content.length));
      this.#column = 0;
      this.#isIndented = true;
    }
  }

  /** yaml_emitter_write_indent: a new line, unless this one is empty, and its indentation. */
  #newLine(): void {
    const indent = Math.max(this.#indent, 0);
    const isPast = this.#column > indent || (this.#column === indent && !this.#isBlank);
    if (!this.#isIndented || isPast) this.#break();
    if (this.#column < indent) {
      this.#written.add(' '.repeat(indent - this.#column));
      this.#column = indent;
    }
    this.#isBlank = true;
    this.#isIndented = true;
  }

  #break(): void {
    this.#written.add('\n');
    this.#column = 0;
    this.#isIndented = true;
  }

  /** yaml_emitter_write_indicator. */
  #indicator(sign: string, needsBlank: boolean, keepsIndentation = false): void {
    if (needsBlank && !this.#isBlank) this.#put(' ');
    this.#written.add(sign);
    this.#column += sign.length;
    this.#isBlank = false;
    this.#isIndented &&= keepsIndentation;
  }

  #put(text: string): void {
    this.#written.add(text);
    this.#column += text.length;
  }

  #write(text: string): void {
    this.#put(text);
    this.#isBlank = false;
    this.#isIndented = false;
  }

  /** In a literal nothing tells whether a blank is needed: the line break behind it counts. */
  #writeKeepingBlank(text: string): void {
    this.#put(text);
    this.#isIndented = false;
  }
}

/** yaml_emitter_check_simple_key. */
function isSimpleKey(key: string, library: YamlLibrary): boolean {
  if (key.length * 3 <= LONGEST_KEY) return !analyse(key, library).isMultiline;
  return new TextEncoder().encode(key).length <= LONGEST_KEY && !analyse(key, library).isMultiline;
}

/** What stands in double quotes only as an escape. */
const ESCAPED = /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|["\\]/gu;
const SHORT: Record<string, string> = {
  ...{ '\0': '0', '\x07': 'a', '\b': 'b', '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r' },
  ...{ '\x1b': 'e', '"': '"', '\\': '\\', '\x85': 'N', '\xa0': '_', '\u2028': 'L', '\u2029': 'P' },
};

function escapeCharacter(character: string): string {
  const short = SHORT[character];
  if (short) return `\\${short}`;
  const hex = (character.codePointAt(0) as number).toString(16).toUpperCase();
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
