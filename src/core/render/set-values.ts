/** `--set` (helm `pkg/strvals/parser.go`). */
import { quote } from '../go/quote.ts';
import { has, isTable, newTable, type Table } from '../go/table.ts';
import { int64, typeOf } from '../go/value.ts';
import { RenderError } from './engine/engine.ts';

/** Deeper keys and higher places in a list are refused. */
const MAX_DEPTH = 30;
const MAX_INDEX = 65_536;

/** Sets what `a.b=1,c[0]=x,d={e,f}` says in a table. Throws a `RenderError` in Helm's words. */
export function setValue(table: Table, text: string): void {
  try {
    const reader = new Reader(text);
    while (!reader.isAtEnd) setKey(reader, table, 0);
  } catch (error) {
    if (error instanceof EndOfText) return;
    if (!(error instanceof SetFault)) throw error;
    throw new RenderError(`failed parsing --set data: ${error.message}`);
  }
}

class SetFault extends Error {}

/** A text that ends within an index, at which Helm stops without a word. */
class EndOfText extends Error {}

/** A text that is read up to the next of some signs; a backslash takes their meaning away. */
class Reader {
  readonly #characters: string[];
  #at = 0;

  constructor(text: string) {
    this.#characters = Array.from(text);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  peek(): string | undefined {
    return this.#characters[this.#at];
  }

  skip(): void {
    this.#at += 1;
  }

  /** What precedes the sign, and the sign, which is read too; undefined at the end. */
  until(signs: string): { text: string; sign: string | undefined } {
    let text = '';
    while (!this.isAtEnd) {
      const character = this.#characters[this.#at++] as string;
      if (signs.includes(character)) return { text, sign: character };
      text += character === '\\' ? (this.#characters[this.#at++] ?? '') : character;
    }
    return { text, sign: undefined };
  }
}

function setKey(reader: Reader, table: Table, depth: number): void {
  const { text: key, sign } = reader.until('=[,.');
  switch (sign) {
    case undefined:
      if (key !== '') throw new SetFault(`key ${quote(key)} has no value`);
      return;
    case '=':
      put(table, key, valueAfter(reader));
      return;
    case ',':
      throw new SetFault(`key ${quote(key)} has no value (cannot end with ,)`);
    case '[': {
      const index = indexOf(reader);
      const list = has(table, key) ? listIn(table[key]) : [];
      put(table, key, setItem(reader, list, index, depth));
      return;
    }
    default:
      setWithin(reader, table, key, depth + 1);
  }
}

function setWithin(reader: Reader, table: Table, key: string, depth: number): void {
  if (depth > MAX_DEPTH)
    throw new SetFault(
      `value name nested level is greater than maximum supported nested level of ${MAX_DEPTH}`,
    );
  const inner = has(table, key) ? tableIn(table[key]) : newTable();
  setKey(reader, inner, depth);
  if (Object.keys(inner).length === 0) throw new SetFault(`key map ${quote(key)} has no value`);
  put(table, key, inner);
}

/** What is set already, where a key goes on below it. */
function tableIn(value: unknown): Table {
  return isTable(value) ? value : refuseType(value, 'map[string]interface {}');
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : refuseType(value, '[]interface {}');
}

function refuseType(value: unknown, wanted: string): never {
  const type = value === null ? 'nil' : typeOf(value);
  throw new SetFault(
    `unable to parse key: interface conversion: interface {} is ${type}, not ${wanted}`,
  );
}

function put(table: Table, key: string, value: unknown): void {
  if (key !== '') table[key] = value;
}

function indexOf(reader: Reader): number {
  const { text, sign } = reader.until(']');
  if (sign === undefined) throw new EndOfText();
  if (!/^[+-]?\d+$/.test(text))
    throw new SetFault(`error parsing index: strconv.Atoi: parsing ${quote(text)}: invalid syntax`);
  const index = Number(text);
  if (index < 0) throw new SetFault(`negative ${index} index not allowed`);
  if (index > MAX_INDEX)
    throw new SetFault(`index of ${index} is greater than maximum supported index of ${MAX_INDEX}`);
  return index;
}

/** The list with what is set at a place of it. */
function setItem(reader: Reader, list: unknown[], index: number, depth: number): unknown[] {
  const { text, sign } = reader.until('[.=');
  if (text !== '') throw new SetFault(`unexpected data at end of array index: ${quote(text)}`);
  while (list.length < index) list.push(null);
  const known: unknown = list[index];
  if (sign === '=') list[index] = valueAfter(reader);
  else if (sign === '[')
    list[index] = setItem(
      reader,
      (known ?? null) === null ? [] : listIn(known),
      indexOf(reader),
      depth,
    );
  else if (sign === '.') {
    const inner = isTable(known) ? known : newTable();
    setKey(reader, inner, depth + 1);
    list[index] = inner;
  }
  return list;
}

/** What follows a `=`: one value, or several in braces. */
function valueAfter(reader: Reader): unknown {
  if (reader.peek() !== '{') return typed(reader.until(',').text);
  reader.skip();
  const list: unknown[] = [];
  for (;;) {
    const { text, sign } = reader.until(',}');
    if (sign === undefined) throw new SetFault("list must terminate with '}'");
    list.push(typed(text));
    if (sign === '}') break;
  }
  if (reader.peek() === ',') reader.skip();
  return list;
}

/** typedVal: integers, booleans and null are told from text. */
function typed(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  if (text === '0') return int64(0);
  const isWhole = /^(?:[+-]\d|[1-9])\d*$/.test(text);
  const value = isWhole ? wholeIn(text) : 0n;
  return isWhole && BigInt.asIntN(64, value) === value ? int64(value) : text;
}

/** With a sign, which JavaScript takes only before digits without a zero. */
function wholeIn(text: string): bigint {
  const digits = BigInt(text.replace(/^[+-]/, ''));
  return text.startsWith('-') ? -digits : digits;
}
