/** TOML 1.0 as BurntSushi/toml 1.6 reads it into a `map[string]any`. */
import { GoError } from '../error.ts';
import { parseTime } from '../time/parse.ts';
import type { Moment } from '../time/moment.ts';
import { fixedZone } from '../time/zone.ts';
import { has, isTable, newTable, type Table } from '../table.ts';
import { GoList, int64 } from '../value.ts';

/** Times are made by the caller, who knows their type. */
export type MakeTime = (moment: Moment) => unknown;

/**
 * The table that a text is.
 *
 * @throws GoError with the line; the words are the library's where it is plain what is wrong
 */
export function readToml(text: string, makeTime: MakeTime): Table {
  return new TomlReader(text, makeTime).read();
}

const BARE = /[A-Za-z0-9_-]+/y;
const NUMBER_OR_DATE = /[0-9A-Za-z_+.:-]+(?: \d\d:[0-9.:Z+-]+)?/y;
const INTEGER =
  /^(?:[+-]?(?:0|[1-9](?:_?\d)*)|0x[\da-fA-F](?:_?[\da-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*)$/;
const FLOAT = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const DATE = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?$/;
const CLOCK = /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const ESCAPES: Record<string, string> = {
  ...{ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b', '"': '"', '\\': '\\' },
};
const MAX_INT64 = 2n ** 63n - 1n;

class TomlReader {
  readonly #text: string;
  readonly #makeTime: MakeTime;
  readonly #root = newTable();
  /** Tables that a header has named, and those that can't be added to. */
  readonly #defined = new WeakSet<object>();
  readonly #closed = new WeakSet<object>();
  #table = this.#root;
  #at = 0;
  #lastKey = '';

  constructor(text: string, makeTime: MakeTime) {
    this.#text = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
    this.#makeTime = makeTime;
  }

  read(): Table {
    for (;;) {
      this.#skip(/[ \t\n]|#[^\n]*/y);
      if (this.#at >= this.#text.length) return this.#root;
      if (this.#has('[[')) this.#listHeader();
      else if (this.#has('[')) this.#header();
      else this.#pair(this.#table);
      this.#skip(/[ \t]|#[^\n]*/y);
      if (this.#at < this.#text.length && !this.#has('\n'))
        this.#fail(
          `expected a top-level item to end with a newline, comment, or EOF, but got ${this.#shown()} instead`,
        );
    }
  }

  #header(): void {
    this.#at++;
    const path = this.#key();
    this.#expect(']');
    const table = this.#tableAt(this.#root, path);
    if (this.#defined.has(table) || this.#closed.has(table)) this.#repeated(path);
    this.#defined.add(table);
    this.#table = table;
  }

  #listHeader(): void {
    this.#at += 2;
    const path = this.#key();
    this.#expect(']]');
    const outer = this.#tableAt(this.#root, path.slice(0, -1));
    const name = path.at(-1) as string;
    const list = has(outer, name) ? outer[name] : undefined;
    if (list !== undefined && !(list instanceof GoList)) this.#repeated(path);
    this.#table = newTable();
    if (list instanceof GoList) list.items.push(this.#table);
    else outer[name] = new GoList('[]map[string]interface {}', [this.#table]);
  }

  #pair(table: Table): void {
    const path = this.#key();
    this.#lastKey = path.join('.');
    this.#skip(/[ \t]/y);
    this.#expect('=');
    this.#skip(/[ \t]/y);
    const value = this.#value();
    const outer = this.#tableAt(table, path.slice(0, -1));
    const name = path.at(-1) as string;
    if (has(outer, name) || this.#closed.has(outer)) this.#repeated(path);
    outer[name] = value;
  }

  /** The table at a path; of a list of tables the last one. */
  #tableAt(from: Table, path: readonly string[]): Table {
    let at = from;
    for (const [i, name] of path.entries()) {
      if (!has(at, name)) at[name] = newTable();
      const next = at[name];
      const table = next instanceof GoList ? next.items.at(-1) : next;
      if (!isTable(table)) this.#repeated(path.slice(0, i + 1));
      at = table as Table;
    }
    return at;
  }

  #repeated(path: readonly string[]): never {
    return this.#fail(`Key '${path.join('.')}' has already been defined.`);
  }

  #key(): string[] {
    const path: string[] = [];
    do {
      this.#skip(/[ \t]/y);
      const isQuoted = this.#has('"') || this.#has("'");
      const part = isQuoted ? this.#string(false) : this.#take(BARE);
      if (part === undefined) this.#fail(`unexpected ${this.#shown()}: expected a key`);
      path.push(part as string);
      this.#skip(/[ \t]/y);
    } while (this.#passes('.'));
    return path;
  }

  #value(): unknown {
    if (this.#has('"') || this.#has("'")) return this.#string(true);
    if (this.#has('[')) return this.#list();
    if (this.#has('{')) return this.#inlineTable();
    const word = this.#take(NUMBER_OR_DATE);
    if (word === undefined)
      this.#fail(
        this.#at >= this.#text.length
          ? 'unexpected EOF; expected value'
          : `expected value but found ${this.#shown()} instead`,
      );
    return this.#scalar(word as string);
  }

  #scalar(word: string): unknown {
    if (word === 'true' || word === 'false') return word === 'true';
    if (INTEGER.test(word)) {
      const digits = word.replaceAll('_', '').replace(/^\+/, '');
      const value = digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits);
      if (value > MAX_INT64 || value < -MAX_INT64 - 1n)
        this.#fail(`${word} is out of range for int64`);
      return int64(value);
    }
    if (FLOAT.test(word)) {
      const value = Number(word.replaceAll('_', ''));
      if (!Number.isFinite(value)) this.#fail(`${word} is out of range for float64`);
      return value;
    }
    if (/^[+-]?inf$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
    if (/^[+-]?nan$/.test(word)) return NaN;
    if (DATE.test(word) || CLOCK.test(word)) return this.#time(word);
    return this.#fail(`expected value but found "${word}" instead`);
  }

  #time(word: string): unknown {
    const text = word.replace(/[Tt ]/, 'T').replace(/z$/, 'Z');
    const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(text) && text.includes('T');
    const clock = /\d\d:\d\d:\d\d/.test(text) ? '15:04:05' : '15:04';
    const layout = text.includes('T')
      ? `2006-01-02T${clock}${hasZone ? 'Z07:00' : ''}`
      : text.includes('-')
        ? '2006-01-02'
        : clock;
    const local =
      layout === clock ? 'local-time' : text.includes('T') ? 'datetime-local' : 'date-local';
    try {
      return this.#makeTime(parseTime(layout, text, fixedZone(local, 0)));
    } catch (error) {
      if (error instanceof GoError) return this.#fail(`Invalid TOML Datetime: "${word}".`);
      throw error;
    }
  }

  #list(): unknown[] {
    this.#at++;
    const items: unknown[] = [];
    for (;;) {
      this.#skip(/[ \t\n]|#[^\n]*/y);
      if (this.#passes(']')) return items;
      items.push(this.#value());
      this.#skip(/[ \t\n]|#[^\n]*/y);
      if (!this.#passes(',') && !this.#has(']'))
        this.#fail(`expected a comma (',') or array terminator (']'), but got ${this.#shown()}`);
    }
  }

  #inlineTable(): Table {
    this.#at++;
    const table = newTable();
    this.#skip(/[ \t\n]|#[^\n]*/y);
    while (!this.#passes('}')) {
      this.#pair(table);
      this.#skip(/[ \t\n]|#[^\n]*/y);
      if (!this.#passes(',') && !this.#has('}'))
        this.#fail(
          `expected a comma or an inline table terminator '}', but got ${this.#shown()} instead`,
        );
      this.#skip(/[ \t\n]|#[^\n]*/y);
    }
    this.#closed.add(table);
    return table;
  }

  /** A text in quotes; three of them may hold several lines. */
  #string(mayBeLong: boolean): string {
    const quote = this.#text[this.#at] as string;
    const isLong = mayBeLong && this.#has(quote.repeat(3));
    this.#at += isLong ? 3 : 1;
    if (isLong) this.#passes('\n');
    let written = '';
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) this.#fail(`unexpected EOF; expected '${quote}'`);
      if (character === quote && (!isLong || this.#has(quote.repeat(3)))) break;
      if (character === '\n' && !isLong) this.#fail('strings cannot contain newlines');
      this.#at++;
      written += character === '\\' && quote === '"' ? this.#escape(isLong) : (character as string);
    }
    this.#at += isLong ? 3 : 1;
    // Two quotes may stand right before the end.
    while (isLong && this.#passes(quote)) written += quote;
    return written;
  }

  #escape(isLong: boolean): string {
    const sign = this.#text[this.#at] ?? '';
    if (isLong && /[ \t\n]/.test(sign)) {
      this.#skip(/[ \t]/y);
      if (!this.#has('\n')) this.#fail(`invalid escape character ' '`);
      this.#skip(/[ \t\n]/y);
      return '';
    }
    this.#at++;
    const length = { x: 2, u: 4, U: 8 }[sign];
    if (length === undefined)
      return ESCAPES[sign] ?? this.#fail(`invalid escape character '${sign}'`);
    const digits = this.#text.slice(this.#at, this.#at + length);
    this.#at += length;
    const code = /^[\da-fA-F]+$/.test(digits) ? parseInt(digits, 16) : Infinity;
    if (digits.length < length || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      this.#fail(
        `expected ${length} hexadecimal digits after '\\${sign}', but got "${digits}" instead`,
      );
    return String.fromCodePoint(code);
  }

  #has(sign: string): boolean {
    return this.#text.startsWith(sign, this.#at);
  }

  #passes(sign: string): boolean {
    const isThere = this.#has(sign);
    if (isThere) this.#at += sign.length;
    return isThere;
  }

  #expect(sign: string): void {
    if (!this.#passes(sign)) this.#fail(`expected '${sign}' but got ${this.#shown()}`);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skip(pattern: RegExp): void {
    while (this.#take(pattern) !== undefined);
  }

  #shown(): string {
    const character = this.#text[this.#at];
    return character === undefined ? 'EOF' : `'${character === '\n' ? '\\n' : character}'`;
  }

  #fail(words: string): never {
    const line = this.#text.slice(0, this.#at).split('\n').length;
    const key = this.#lastKey === '' ? '' : ` (last key "${this.#lastKey}")`;
    throw new GoError(`toml: line ${line}${key}: ${words}`);
  }
}
