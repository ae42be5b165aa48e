import { isPrintable } from '../printable.ts';
import { KEYWORDS, type Keyword, type Token, type TokenType } from './token.ts';

const LEFT = '{{';
const RIGHT = '}}';
const BLANKS = ' \t\r\n';
/** A minus and the blank beside it, which trim the text around an action. */
const TRIM_LENGTH = 2;
const EOF = '';

export interface LexerOptions {
  /** Gives comments as tokens. */
  comments?: boolean;
}

/** What ends the work on a template: it can't be read further. */
class LexicalFault extends Error {}

/**
 * Cuts a template into tokens, step by step as Go does (text/template/parse/lex.go of Go 1.26, of
 * which each method here names its part). After an error or the end there is nothing more.
 */
export class Lexer {
  readonly #input: string;
  readonly #comments: boolean;
  /** Whether `break` and `continue` are keywords: within a `range`, as the parser says. */
  inRange = false;
  #at = 0;
  /** Where the token begins that is being read. */
  #start = 0;
  #parens = 0;
  #isInAction = false;

  constructor(input: string, { comments = false }: LexerOptions = {}) {
    this.#input = input;
    this.#comments = comments;
  }

  /** nextItem. */
  next(): Token {
    try {
      return this.#isInAction ? this.#inAction() : this.#outside();
    } catch (error) {
      if (!(error instanceof LexicalFault)) throw error;
      const token: Token = { type: 'error', at: this.#start, text: error.message };
      this.#at = this.#start = this.#input.length;
      this.#isInAction = false;
      return token;
    }
  }

  /** lexText, lexLeftDelim and lexComment: text up to an action, or the beginning of that. */
  #outside(): Token {
    for (;;) {
      const found = this.#input.indexOf(LEFT, this.#at);
      const end = found < 0 ? this.#input.length : found;
      const text = this.#textUpTo(end);
      if (text) return text;
      if (found < 0) return this.#token('eof');
      const isTrimmed = hasLeftTrim(this.#input, this.#at + LEFT.length);
      const begin = this.#at + LEFT.length + (isTrimmed ? TRIM_LENGTH : 0);
      if (!this.#input.startsWith('/*', begin)) {
        this.#at += LEFT.length;
        const token = this.#token('leftDelim');
        this.#skipTo(begin);
        this.#isInAction = true;
        this.#parens = 0;
        return token;
      }
      this.#skipTo(begin);
      const comment = this.#comment();
      if (this.#comments) return comment;
    }
  }

  /** Undefined where there is none left, once it is trimmed. */
  #textUpTo(end: number): Token | undefined {
    if (end === this.#at) return undefined;
    const isTrimmed = hasLeftTrim(this.#input, end + LEFT.length);
    this.#at = end;
    if (isTrimmed)
      while (this.#at > this.#start && isBlank(this.#input[this.#at - 1])) this.#at -= 1;
    const token = this.#token('text');
    this.#skipTo(end);
    return token.text === '' ? undefined : token;
  }

  #comment(): Token {
    const end = this.#input.indexOf('*/', this.#at + 2);
    if (end < 0) return fault('unclosed comment');
    this.#at = end + 2;
    const right = this.#rightDelim();
    if (!right) return fault('comment ends before closing delimiter');
    const token = this.#token('comment');
    this.#skipTo(this.#afterRight(this.#at + right.length, right.trims));
    return token;
  }

  /** atRightDelim: the end of an action here, with its trim marker if it has one. */
  #rightDelim(): { length: number; trims: boolean } | undefined {
    if (
      hasRightTrim(this.#input, this.#at) &&
      this.#input.startsWith(RIGHT, this.#at + TRIM_LENGTH)
    )
      return { length: TRIM_LENGTH + RIGHT.length, trims: true };
    return this.#input.startsWith(RIGHT, this.#at)
      ? { length: RIGHT.length, trims: false }
      : undefined;
  }

  #afterRight(at: number, trims: boolean): number {
    let end = at;
    if (trims) while (isBlank(this.#input[end])) end += 1;
    return end;
  }

  /** lexRightDelim. */
  #endOfAction({ length, trims }: { length: number; trims: boolean }): Token {
    this.#skipTo(this.#at + length - RIGHT.length);
    this.#at += RIGHT.length;
    const token = this.#token('rightDelim');
    this.#skipTo(this.#afterRight(this.#at, trims));
    this.#isInAction = false;
    return token;
  }

  /** lexInsideAction. */
  #inAction(): Token {
    const right = this.#rightDelim();
    if (right) return this.#parens === 0 ? this.#endOfAction(right) : fault('unclosed left paren');
    const character = this.#peek();
    if (character === EOF) return fault('unclosed action');
    if (isBlank(character)) return this.#space();
    if (/[+\-0-9]/.test(character)) return this.#number();
    if (character === '.' && /[0-9]/.test(this.#input[this.#at + 1] ?? '')) return this.#number();
    // At the very end Go takes a dot for the start of a number.
    if (character === '.' && this.#at + 1 === this.#input.length) return this.#number();
    if (isAlphanumeric(character)) return this.#identifier();
    this.#at += character.length;
    switch (character) {
      case '=':
        return this.#token('assign');
      case ':':
        return this.#accept('=') ? this.#token('declare') : fault('expected :=');
      case '|':
        return this.#token('pipe');
      case '"':
        return this.#quoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.#quoted("'", 'charConstant', 'unterminated character constant');
      case '`':
        return this.#rawString();
      case '$':
        return this.#isAtTerminator() ? this.#token('variable') : this.#name('variable');
      case '.':
        return this.#isAtTerminator() ? this.#token('dot') : this.#name('field');
      case '(':
        this.#parens += 1;
        return this.#token('leftParen');
      case ')':
        this.#parens -= 1;
        return this.#parens < 0 ? fault('unexpected right paren') : this.#token('rightParen');
      default:
        if (/[!-~]/.test(character)) return this.#token('char');
        return fault(`unrecognized character in action: ${unicode(character)}`);
    }
  }

  /** lexSpace: a run of blanks, of which the last may belong to the end of the action. */
  #space(): Token {
    while (isBlank(this.#peek())) this.#at += 1;
    this.#at -= 1;
    const right = this.#rightDelim();
    if (!right?.trims) this.#at += 1;
    else if (this.#at === this.#start) return this.#endOfAction(right);
    return this.#token('space');
  }

  /** lexIdentifier. */
  #identifier(): Token {
    while (isAlphanumeric(this.#peek())) this.#at += this.#peek().length;
    const word = this.#input.slice(this.#start, this.#at);
    if (!this.#isAtTerminator()) return fault(`bad character ${unicode(this.#peek())}`);
    if (word === 'true' || word === 'false') return this.#token('bool');
    const isJump = word === 'break' || word === 'continue';
    return this.#token(isKeyword(word) && (!isJump || this.inRange) ? word : 'identifier');
  }

  /** lexFieldOrVariable, behind the dot or the dollar. */
  #name(type: 'field' | 'variable'): Token {
    while (isAlphanumeric(this.#peek())) this.#at += this.#peek().length;
    if (!this.#isAtTerminator()) return fault(`bad character ${unicode(this.#peek())}`);
    return this.#token(type);
  }

  /** atTerminator: whether what is here may follow an identifier. */
  #isAtTerminator(): boolean {
    const character = this.#peek();
    if (character === EOF || isBlank(character) || '.,|:)('.includes(character)) return true;
    return this.#input.startsWith(RIGHT, this.#at);
  }

  /** lexQuote and lexChar. What is between the quotes is the parser's to check. */
  #quoted(quote: string, type: TokenType, unterminated: string): Token {
    for (;;) {
      let character = this.#take();
      if (character === quote) return this.#token(type);
      if (character === '\\') character = this.#take();
      if (character === EOF || character === '\n') return fault(unterminated);
    }
  }

  #rawString(): Token {
    const end = this.#input.indexOf('`', this.#at);
    if (end < 0) return fault('unterminated raw quoted string');
    this.#at = end + 1;
    return this.#token('rawString');
  }

  /** lexNumber, which takes more than what is a number: that is the parser's to check. */
  #number(): Token {
    const isNumber = this.#scanNumber();
    const sign = this.#peek();
    const isComplex = isNumber && (sign === '+' || sign === '-');
    if (!isNumber || (isComplex && !(this.#scanNumber() && this.#input[this.#at - 1] === 'i')))
      return fault(`bad number syntax: "${this.#input.slice(this.#start, this.#at)}"`);
    return this.#token(isComplex ? 'complex' : 'number');
  }

  #scanNumber(): boolean {
    this.#accept('+-');
    let digits = '0123456789_';
    if (this.#accept('0')) {
      if (this.#accept('xX')) digits = '0123456789abcdefABCDEF_';
      else if (this.#accept('oO')) digits = '01234567_';
      else if (this.#accept('bB')) digits = '01_';
    }
    this.#acceptRun(digits);
    if (this.#accept('.')) this.#acceptRun(digits);
    const exponent = { 11: 'eE', 23: 'pP' }[digits.length] ?? '';
    if (this.#accept(exponent)) {
      this.#accept('+-');
      this.#acceptRun('0123456789_');
    }
    this.#accept('i');
    if (!isAlphanumeric(this.#peek())) return true;
    this.#take();
    return false;
  }

  /** The next character, which may be two UTF-16 units; empty at the end. */
  #peek(): string {
    const code = this.#input.codePointAt(this.#at);
    return code === undefined ? EOF : String.fromCodePoint(code);
  }

  #take(): string {
    const character = this.#peek();
    this.#at += character.length;
    return character;
  }

  #accept(characters: string): boolean {
    const character = this.#peek();
    if (character === EOF || !characters.includes(character)) return false;
    this.#at += 1;
    return true;
  }

  #acceptRun(characters: string): void {
    while (this.#accept(characters));
  }

  #token(type: TokenType): Token {
    const token = { type, at: this.#start, text: this.#input.slice(this.#start, this.#at) };
    this.#start = this.#at;
    return token;
  }

  #skipTo(at: number): void {
    this.#at = at;
    this.#start = at;
  }
}

/** All tokens of a template; the last is `eof` or `error`. */
export function tokensOf(input: string, options?: LexerOptions): Token[] {
  const lexer = new Lexer(input, options);
  const tokens: Token[] = [];
  for (;;) {
    const token = lexer.next();
    tokens.push(token);
    if (token.type === 'eof' || token.type === 'error') return tokens;
  }
}

function fault(words: string): never {
  throw new LexicalFault(words);
}

function isKeyword(word: string): word is Keyword {
  return KEYWORDS.some((keyword) => keyword === word);
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && character !== EOF && BLANKS.includes(character);
}

/** Letters and digits by the Unicode version of Go's tables, which those of what is printable fix. */
function isAlphanumeric(character: string): boolean {
  if (/^[\w]$/.test(character)) return true;
  return /^[\p{L}\p{Nd}]$/u.test(character) && isPrintable(character.codePointAt(0) as number);
}

function hasLeftTrim(input: string, at: number): boolean {
  return input[at] === '-' && isBlank(input[at + 1]);
}

function hasRightTrim(input: string, at: number): boolean {
  return isBlank(input[at]) && input[at + 1] === '-';
}

/** Go's `%#U`: U+0040 '@'. */
function unicode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return isPrintable(code) ? `${hex} '${character}'` : hex;
}
