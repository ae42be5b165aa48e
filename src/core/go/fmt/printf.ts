import { GoInt, kindOf, typeOf } from '../value.ts';
import { noFlags } from './flags.ts';
import { Printer } from './printer.ts';

/** Larger numbers are no widths and no precisions. */
const MOST = 1e6;

/** `fmt.Sprintf` (fmt/print.go of Go 1.26, doPrintf). */
export function sprintf(format: string, values: readonly unknown[]): string {
  return new Format(format, values).print();
}

/** One run over a format; the methods name their parts of Go's. */
class Format {
  readonly #format: string;
  readonly #values: readonly unknown[];
  readonly #printer = new Printer();
  #at = 0;
  /** The value that comes next. */
  #next = 0;
  #isReordered = false;
  #isGoodNumber = true;
  /** Whether a number in brackets came last. */
  #isAfterIndex = false;

  constructor(format: string, values: readonly unknown[]) {
    this.#format = format;
    this.#values = values;
  }

  print(): string {
    const printer = this.#printer;
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf('%', this.#at);
      const end = percent < 0 ? this.#format.length : percent;
      printer.write(this.#format.slice(this.#at, end));
      if (percent < 0) break;
      this.#at = percent + 1;
      if (!this.#directive()) break;
    }
    if (!this.#isReordered && this.#next < this.#values.length) this.#extra();
    return printer.text();
  }

  /** What follows a `%`; false where the format ends in it. */
  #directive(): boolean {
    const printer = this.#printer;
    printer.flags = noFlags();
    this.#isGoodNumber = true;
    this.#isAfterIndex = false;
    this.#readFlags();
    this.#readIndex();
    this.#readWidth();
    this.#readPrecision();
    if (!this.#isAfterIndex) this.#readIndex();
    const code = this.#format.codePointAt(this.#at);
    if (code === undefined) {
      printer.write('%!(NOVERB)');
      return false;
    }
    const verb = String.fromCodePoint(code);
    this.#at += verb.length;
    if (verb === '%') printer.write('%');
    else if (!this.#isGoodNumber) printer.write(`%!${verb}(BADINDEX)`);
    else if (this.#next >= this.#values.length) printer.write(`%!${verb}(MISSING)`);
    else this.#value(verb);
    return true;
  }

  #value(verb: string): void {
    const { flags } = this.#printer;
    // `%w` is for errors alone, but reads its flags as `%v` does.
    if (verb === 'v' || verb === 'w') {
      flags.sharpV = flags.sharp;
      flags.plusV = flags.plus;
      flags.sharp = flags.plus = false;
    }
    this.#printer.print(this.#values[this.#next], verb);
    this.#next += 1;
  }

  #readFlags(): void {
    const { flags } = this.#printer;
    for (; ; this.#at += 1) {
      switch (this.#format[this.#at]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          flags.zero = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return;
      }
    }
  }

  /** argNumber: `[2]`. */
  #readIndex(): void {
    this.#isAfterIndex = false;
    if (this.#format[this.#at] !== '[') return;
    this.#isReordered = true;
    const close = this.#format.indexOf(']', this.#at);
    if (this.#format.length - this.#at < 3 || close < 0) {
      this.#at += 1;
      this.#isGoodNumber = false;
      return;
    }
    const inside = this.#format.slice(this.#at + 1, close);
    this.#at = close + 1;
    const number = /^\d+$/.test(inside) ? Number(inside) : NaN;
    const isNumber = number <= MOST * 10;
    this.#isAfterIndex = isNumber;
    if (isNumber && number >= 1 && number <= this.#values.length) this.#next = number - 1;
    else this.#isGoodNumber = false;
  }

  #readWidth(): void {
    const { flags } = this.#printer;
    if (this.#format[this.#at] !== '*') {
      flags.width = this.#readNumber();
      if (this.#isAfterIndex && flags.width !== undefined) this.#isGoodNumber = false;
      return;
    }
    this.#at += 1;
    const width = this.#numberFromValues();
    if (width === undefined) this.#printer.write('%!(BADWIDTH)');
    flags.width = width === undefined ? undefined : Math.abs(width);
    if (width !== undefined && width < 0) {
      flags.minus = true;
      flags.zero = false;
    }
    this.#isAfterIndex = false;
  }

  #readPrecision(): void {
    const { flags } = this.#printer;
    if (this.#format[this.#at] !== '.' || this.#at + 1 >= this.#format.length) return;
    this.#at += 1;
    if (this.#isAfterIndex) this.#isGoodNumber = false;
    this.#readIndex();
    if (this.#format[this.#at] !== '*') {
      flags.precision = this.#readNumber() ?? 0;
      return;
    }
    this.#at += 1;
    const precision = this.#numberFromValues();
    flags.precision = precision !== undefined && precision >= 0 ? precision : undefined;
    if (flags.precision === undefined) this.#printer.write('%!(BADPREC)');
    this.#isAfterIndex = false;
  }

  /** parsenum: one that is too large takes the rest of the format with it. */
  #readNumber(): number | undefined {
    const digits = /^\d*/.exec(this.#format.slice(this.#at, this.#at + 20))?.[0] ?? '';
    if (digits === '') return undefined;
    if (Number(digits.slice(0, -1)) > MOST) {
      this.#at = this.#format.length;
      return undefined;
    }
    this.#at += digits.length;
    return Number(digits);
  }

  /** intFromArg. */
  #numberFromValues(): number | undefined {
    if (this.#next >= this.#values.length) return undefined;
    const value = this.#values[this.#next];
    this.#next += 1;
    const number = value instanceof GoInt ? Number(value.value) : NaN;
    return Math.abs(number) <= MOST ? number : undefined;
  }

  #extra(): void {
    const printer = this.#printer;
    printer.flags = noFlags();
    printer.write('%!(EXTRA ');
    for (const [i, value] of this.#values.slice(this.#next).entries()) {
      if (i > 0) printer.write(', ');
      printer.write(value === null ? '<nil>' : `${typeOf(value)}=`);
      if (value !== null) printer.print(value, 'v');
    }
    printer.write(')');
  }
}

/** `fmt.Sprint`: blanks between values of which neither is a string. */
export function sprint(values: readonly unknown[]): string {
  const printer = new Printer();
  let wasString = false;
  for (const [i, value] of values.entries()) {
    const isString = kindOf(value) === 'string';
    if (i > 0 && !isString && !wasString) printer.write(' ');
    printer.print(value, 'v');
    wasString = isString;
  }
  return printer.text();
}

/** `fmt.Sprintln`: blanks between all values, and a newline. */
export function sprintln(values: readonly unknown[]): string {
  const printer = new Printer();
  for (const [i, value] of values.entries()) {
    if (i > 0) printer.write(' ');
    printer.print(value, 'v');
  }
  return `${printer.text()}\n`;
}
