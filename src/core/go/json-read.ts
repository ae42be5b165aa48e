import { readNumber } from './decimal.ts';

/** A string, a number, a name, a mark or whitespace of JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[-\d.eE+]+|[a-z]+|[[\]{},:]|[ \t\r\n]+/y;

/** A document of JSON, and where each part of it is. */
export interface JsonDocument {
  /** Numbers are of the type `JsonNumber`. */
  value: unknown;
  /** The offset in the text of a member, by its path from the top; that of the nearest part above. */
  offsetOf(path: readonly string[]): number;
}

/**
 * Reads a document as Go's encoding/json does with `UseNumber`: of keys that are there twice the
 * last counts, halves of surrogate pairs become U+FFFD, and a byte order mark is an error.
 *
 * @throws SyntaxError if it isn't JSON
 */
export function readJson(text: string): JsonDocument {
  // What is valid JSON is the same in both languages; the engine tells best what is wrong.
  JSON.parse(text);
  return new Reading(text);
}

class Reading implements JsonDocument {
  readonly value: unknown;
  readonly #text: string;
  readonly #offsets = new WeakMap<object, Map<string, number>>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.value = this.#read(this.#next());
  }

  offsetOf(path: readonly string[]): number {
    let value = this.value;
    let offset = 0;
    for (const step of path) {
      if (typeof value !== 'object' || value === null) break;
      const found = this.#offsets.get(value)?.get(step);
      if (found === undefined) break;
      offset = found;
      value = (value as Record<string, unknown>)[step];
    }
    return offset;
  }

  /** The next token that isn't whitespace. */
  #next(): string {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#text)?.[0] ?? '';
    this.#at += token.length;
    return /^[ \t\r\n]/.test(token) ? this.#next() : token;
  }

  #read(token: string): unknown {
    if (token === '{') return this.#readObject();
    if (token === '[') return this.#readList();
    if (token.startsWith('"')) return readText(token);
    if (token === 'true' || token === 'false') return token === 'true';
    return token === 'null' ? null : readNumber(token);
  }

  #readObject(): object {
    const members = new Map<string, unknown>();
    const offsets = new Map<string, number>();
    for (let token = this.#next(); token !== '}'; token = this.#next()) {
      if (token === ',') continue;
      const key = readText(token);
      offsets.set(key, this.#at - token.length);
      this.#next();
      members.set(key, this.#read(this.#next()));
    }
    const value = Object.fromEntries(members);
    this.#offsets.set(value, offsets);
    return value;
  }

  #readList(): unknown[] {
    const items: unknown[] = [];
    const offsets = new Map<string, number>();
    for (let token = this.#next(); token !== ']'; token = this.#next()) {
      if (token === ',') continue;
      offsets.set(String(items.length), this.#at - token.length);
      items.push(this.#read(token));
    }
    this.#offsets.set(items, offsets);
    return items;
  }
}

function readText(token: string): string {
  return (JSON.parse(token) as string).replace(/\p{Cs}/gu, '\ufffd');
}
