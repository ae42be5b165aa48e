import { quote } from './quote.ts';

/**
 * What is wrong with a text that isn't JSON, in the words of Go's encoding/json (`scanner.go`);
 * undefined if it is JSON.
 */
export function jsonFault(text: string): string | undefined {
  try {
    new JsonCheck(text).whole();
    return undefined;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return error.message;
  }
}

class JsonFault extends Error {}

const LITERALS = ['true', 'false', 'null'];
const MAX_DEPTH = 10000;
const TAKES_BLANK = /^(?:looking|in string literal$|after (?:object|array|top))/;

class JsonCheck {
  /** By characters, since one that is wrong is named as a whole. */
  readonly #text: readonly string[];
  #at = 0;
  #brackets: string[] = [];

  constructor(text: string) {
    this.#text = Array.from(text);
  }

  whole(): void {
    this.#value('looking for beginning of value');
    while (this.#brackets.length > 0) this.#next();
    this.#blanks();
    if (this.#at < this.#text.length) this.#wrong('after top-level value');
  }

  /** What comes behind a value within a list or an object. */
  #next(): void {
    const isList = this.#brackets.at(-1) === '[';
    this.#blanks();
    const sign = this.#peek();
    if (sign === (isList ? ']' : '}')) {
      this.#at++;
      this.#brackets.pop();
    } else if (sign === ',') {
      this.#at++;
      if (isList) this.#value('looking for beginning of value');
      else this.#member('looking for beginning of object key string');
    } else this.#wrong(isList ? 'after array element' : 'after object key:value pair');
  }

  /** Reads a value, or only the beginning of a list or an object that isn't empty. */
  #value(context: string): void {
    for (;;) {
      this.#blanks();
      const sign = this.#peek();
      if (sign === '"') return this.#string();
      if (sign === '-' || /^\d$/.test(sign)) return this.#number();
      const literal = LITERALS.find((each) => sign !== '' && each.startsWith(sign));
      if (literal) return this.#literal(literal);
      if (sign !== '[' && sign !== '{') this.#wrong(context);
      this.#at++;
      this.#blanks();
      const isEmpty = this.#peek() === (sign === '[' ? ']' : '}');
      if (this.#brackets.length >= MAX_DEPTH) throw new JsonFault('exceeded max depth');
      if (isEmpty) {
        this.#at++;
        return;
      }
      this.#brackets.push(sign);
      if (sign === '{') return this.#member('looking for beginning of object key string');
    }
  }

  #member(context: string): void {
    this.#blanks();
    if (this.#peek() !== '"') this.#wrong(context);
    this.#string();
    this.#blanks();
    if (this.#peek() !== ':') this.#wrong('after object key');
    this.#at++;
    this.#value('looking for beginning of value');
  }

  #string(): void {
    this.#at++;
    for (let sign = this.#peek(); sign !== '"'; sign = this.#peek()) {
      if (sign === '' || sign < ' ') this.#wrong('in string literal');
      this.#at++;
      if (sign === '\\') this.#escape();
    }
    this.#at++;
  }

  #escape(): void {
    const sign = this.#peek();
    if (!/^[bfnrt\\/"u]$/.test(sign)) this.#wrong('in string escape code');
    this.#at++;
    for (let digit = 0; sign === 'u' && digit < 4; digit++) {
      if (!/^[\da-fA-F]$/.test(this.#peek())) this.#wrong('in \\u hexadecimal character escape');
      this.#at++;
    }
  }

  #number(): void {
    if (this.#peek() === '-') {
      this.#at++;
      if (!/^\d$/.test(this.#peek())) this.#wrong('in numeric literal');
    }
    if (this.#peek() === '0') this.#at++;
    else this.#digits();
    if (this.#peek() === '.') {
      this.#at++;
      if (!/^\d$/.test(this.#peek())) this.#wrong('after decimal point in numeric literal');
      this.#digits();
    }
    if (/^[eE]$/.test(this.#peek())) {
      this.#at++;
      if (/^[+-]$/.test(this.#peek())) this.#at++;
      if (!/^\d$/.test(this.#peek())) this.#wrong('in exponent of numeric literal');
      this.#digits();
    }
  }

  #digits(): void {
    while (/^\d$/.test(this.#peek())) this.#at++;
  }

  #literal(word: string): void {
    for (const letter of word) {
      if (this.#peek() !== letter) this.#wrong(`in literal ${word} (expecting '${letter}')`);
      this.#at++;
    }
  }

  #blanks(): void {
    while (/^[ \t\r\n]$/.test(this.#peek())) this.#at++;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #wrong(context: string): never {
    // Go tries a blank at the end, and tells of the end only where a blank is taken.
    const sign = this.#peek() || ' ';
    const isEnd = this.#peek() === '' && TAKES_BLANK.test(context);
    if (isEnd) throw new JsonFault('unexpected end of JSON input');
    throw new JsonFault(`invalid character ${quoteByte(sign)} ${context}`);
  }
}

/** `quoteChar` of a byte: of other characters than ASCII only the first byte is named. */
function quoteByte(character: string): string {
  if (character === "'") return `'\\''`;
  if (character === '"') return `'"'`;
  const [first = 0] = new TextEncoder().encode(character);
  const isEscaped = /[\ud800-\udfff]/u.test(character);
  const byte = isEscaped ? character.charCodeAt(0) & 0xff : first;
  return `'${quote(String.fromCharCode(byte)).slice(1, -1)}'`;
}
