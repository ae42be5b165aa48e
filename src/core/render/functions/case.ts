/** How words are written together (huandu/xstrings 1.5, `convert.go`). */
import {
  isLetter,
  isNumber,
  isPunctuation,
  isSpace,
  isUpper,
  toLower,
  toUpper,
} from '../../go/unicode.ts';
import { TextBuilder } from '../../go/text-builder.ts';
import { charactersOf, runesOf } from '../../go/utf8.ts';

type WordKind = 'invalid' | 'number' | 'upper' | 'alphabet' | 'connector' | 'punct' | 'other';

interface Word {
  kind: WordKind;
  runes: readonly string[];
}

const INVALID = '\ufffd';
/** Letters of Chinese characters, which are no alphabet (`count.go`). */
const CJK = /[\u4e00-\u9fcc\u3400-\u4d85\u{20000}-\u{2b81d}]/u;

/** `ToPascalCase`: `http_server` as `HttpServer`; leading connectors stay. */
export function pascalCase(text: string): string {
  const runes = runesOf(text);
  const start = runes.findIndex((rune) => !isConnector(rune));
  // What has nothing but connectors gets its last one twice.
  if (start < 0) return runes.join('') + (runes.at(-1) ?? '');
  const written = new TextBuilder();
  written.add(runes.slice(0, start).join(''));
  let current = runes[start] as string;
  let afterUpper = isUpper(current);
  current = toUpper(current);
  for (const rune of runes.slice(start + 1)) {
    const previous = current;
    current = rune;
    if (isConnector(rune) && isConnector(previous)) {
      written.add(previous);
    } else if (isConnector(previous)) {
      afterUpper = isUpper(rune);
      current = toUpper(rune);
    } else {
      if (afterUpper && isUpper(rune)) current = toLower(rune);
      else afterUpper = false;
      written.add(previous);
    }
  }
  written.add(current);
  return written.text();
}

/** `ToSnakeCase` and `ToKebabCase`: `HTTPServer` as `http_server`. */
export function lowerCase(text: string, connector: '_' | '-'): string {
  const words = new WordReader(charactersOf(text));
  const written = new TextBuilder();
  const write = ({ kind, runes }: Word) => {
    const isLowered = kind === 'upper' || kind === 'connector';
    written.add(isLowered ? lowered(runes, connector) : runes.join(''));
  };
  let word: Word = words.next();
  const takeAll = () => {
    while (word.kind === 'alphabet' || word.kind === 'number') {
      write(word);
      word = words.next();
    }
  };
  const joins = () => word.kind === 'connector' || word.kind === 'punct';
  const isOver = () => word.kind === 'invalid';
  while (!words.isAtEnd) {
    if (word.kind !== 'connector') write(word);
    const last = word;
    word = words.next();
    if (last.kind === 'number') {
      takeAll();
      if (!isOver() && !joins()) written.add(connector);
    } else if (last.kind === 'connector') {
      write(last);
    } else if (last.kind !== 'punct') {
      if (word.kind !== 'number') {
        if (!joins()) written.add(connector);
        continue;
      }
      if (words.isAtEnd) continue;
      const number = word;
      word = words.next();
      if (word.kind !== 'alphabet') {
        // A number belongs to the word before it: `Bld4Floor` is `bld4_floor`.
        write(number);
        if (!joins()) written.add(connector);
        continue;
      }
      // Letters in lower case after a number make it a word of its own: `HTTP2xx` is `http_2xx`.
      written.add(connector);
      write(number);
      takeAll();
      if (!isOver() && !joins()) written.add(connector);
    }
  }
  write(word);
  return written.text();
}

function lowered(runes: readonly string[], connector: string): string {
  return runes
    .map((rune) =>
      isConnector(rune) ? connector : isUpper(rune) ? toLower(rune) : validRune(rune),
    )
    .join('');
}

/** `nextWord`. */
class WordReader {
  readonly #runes: readonly string[];
  #at = 0;

  constructor(runes: readonly string[]) {
    this.#runes = runes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#runes.length;
  }

  next(): Word {
    const start = this.#at;
    const kind = this.#take();
    return { kind, runes: this.#runes.slice(start, this.#at) };
  }

  #take(): WordKind {
    if (this.isAtEnd) return 'invalid';
    const first = this.#peek(INVALID);
    this.#at = first.end;
    const { rune } = first;
    if (rune === INVALID) return 'invalid';
    if (isConnector(rune)) return this.#while('connector', rune, isConnector);
    if (isPunctuation(rune)) return this.#while('punct', rune, isPunctuation);
    if (isUpper(rune)) return this.#takeUpper(rune);
    if (isAlphabet(rune)) return this.#while('alphabet', rune, isSmall);
    if (isNumber(rune)) return this.#while('number', rune, isNumber);
    return this.#while('other', rune, isOther);
  }

  /** A word that begins with a capital, or some capitals but the one that begins a word. */
  #takeUpper(first: string): WordKind {
    if (this.isAtEnd) return 'upper';
    const second = this.#peek(first);
    if (isUpper(second.rune)) {
      let previous = this.#at;
      let { rune } = second;
      this.#at = second.end;
      while (!this.isAtEnd) {
        const next = this.#peek(rune);
        rune = next.rune;
        if (!isUpper(rune)) break;
        previous = this.#at;
        this.#at = next.end;
      }
      if (!this.isAtEnd && isAlphabet(rune)) this.#at = previous;
    } else if (isAlphabet(second.rune)) {
      this.#at = second.end;
      this.#while('upper', second.rune, isSmall);
    }
    return 'upper';
  }

  #while(kind: WordKind, first: string, goesOn: (rune: string) => boolean): WordKind {
    let previous = first;
    while (!this.isAtEnd) {
      const { rune, end } = this.#peek(previous);
      if (!goesOn(rune)) break;
      previous = rune;
      this.#at = end;
    }
    return kind;
  }

  /** The next valid character and where it ends; the one before it if there is none. */
  #peek(previous: string): { rune: string; end: number } {
    let end = this.#at;
    while (end < this.#runes.length) {
      const rune = validRune(this.#runes[end] as string);
      end++;
      if (rune !== INVALID) return { rune, end };
    }
    return { rune: previous, end };
  }
}

/** A byte that belongs to no character counts as U+FFFD. */
function validRune(rune: string): string {
  return /[\ud800-\udfff]/u.test(rune) ? INVALID : rune;
}

function isConnector(rune: string): boolean {
  return rune === '-' || rune === '_' || isSpace(rune);
}

function isAlphabet(rune: string): boolean {
  return isLetter(rune) && !CJK.test(rune);
}

function isSmall(rune: string): boolean {
  return isAlphabet(rune) && !isUpper(rune);
}

function isOther(rune: string): boolean {
  return !isConnector(rune) && !isAlphabet(rune) && !isNumber(rune) && !isPunctuation(rune);
}
