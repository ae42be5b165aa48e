import { RegExpFault } from './fault.ts';
import { LAST_CODE_POINT } from './ranges.ts';

/** The escapes of control characters that Go shares with C. */
const CONTROLS: Record<string, number> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** The place in a pattern that is read, and what single characters are written as. */
export class Reader {
  at = 0;
  readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  /** The character here, or `ahead` further; '' behind the end. */
  peek(ahead = 0): string {
    return this.pattern[this.at + ahead] ?? '';
  }

  startsWith(text: string): boolean {
    return this.pattern.startsWith(text, this.at);
  }

  /** What has been read since `start`. */
  since(start: number): string {
    return this.pattern.slice(start, this.at);
  }

  /** Reads a code point; there must be one. */
  next(): number {
    const code = this.pattern.codePointAt(this.at) as number;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  /** What a pattern that is sticky matches here, which is read by that. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.pattern);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  /** Reads an escape that stands for one character (`parseEscape`), from its backslash on. */
  escape(): number {
    const start = this.at++;
    if (this.isAtEnd) throw new RegExpFault('trailing backslash at end of expression', '');
    const letter = this.peek();
    const octal = this.match(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
    if (octal) return Number.parseInt(octal[0], 8);
    const code = this.next();
    if (letter === 'x') return this.#hexadecimal(start);
    const control = CONTROLS[letter];
    if (control !== undefined) return control;
    if (code < 0x80 && !/[0-9A-Za-z]/.test(letter)) return code;
    throw new RegExpFault('invalid escape sequence', this.since(start));
  }

  /** What follows `\x`: two digits, or any number of them in braces. */
  #hexadecimal(start: number): number {
    const two = this.match(/[0-9A-Fa-f]{2}/y);
    if (two) return Number.parseInt(two[0], 16);
    const invalid = () => new RegExpFault('invalid escape sequence', this.since(start));
    if (this.peek() !== '{') {
      // Go has read both characters before it looks at them.
      for (let i = 0; i < 2 && !this.isAtEnd; i++) this.next();
      throw invalid();
    }
    this.at++;
    let code = 0;
    for (let digits = 0; !this.isAtEnd; digits++) {
      const digit = String.fromCodePoint(this.next());
      if (digit === '}' && digits > 0) return code;
      if (!/^[0-9A-Fa-f]$/.test(digit)) break;
      code = code * 16 + Number.parseInt(digit, 16);
      if (code > LAST_CODE_POINT) break;
    }
    throw invalid();
  }
}
