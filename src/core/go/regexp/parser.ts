import { writeLiteral } from './char-class.ts';
import { RegExpFault } from './fault.ts';
import * as node from './node.ts';
import { readClass, readSetEscape } from './read-class.ts';
import { Reader } from './reader.ts';

/** What may be switched on and off within a pattern. */
interface Flags {
  /** `i`: case doesn't count. */
  foldsCase: boolean;
  /** `m`: `^` and `$` match at every line. */
  isMultiline: boolean;
  /** `s`: the dot matches a line feed. */
  dotMatchesAll: boolean;
  /** `U`: repetitions take little, and with a question mark behind them much. */
  isLazy: boolean;
}

const FLAGS = { i: 'foldsCase', m: 'isMultiline', s: 'dotMatchesAll', U: 'isLazy' } as const;

/** A group that is open, or the pattern as a whole. */
interface Frame {
  captures: boolean;
  /** The flags behind it. */
  flags: Flags;
  alternatives: node.Node[];
  sequence: node.Node[];
}

const ASSERTIONS: Record<string, string> = { A: '^', b: '\\b', B: '\\B', z: '$' };

/**
 * Reads a pattern as Go's `regexp/syntax` does with the flags of `regexp.Compile` (`parse.go`, Go
 * 1.26), and writes each part for JavaScript, for the flag `u`. The flags within a pattern have
 * gone into the parts, so none of JavaScript's is needed.
 */
export class Parser {
  readonly #reader: Reader;
  /** The names of the captures, '' for one without. */
  readonly #names: string[] = [];
  #flags: Flags = {
    foldsCase: false,
    isMultiline: false,
    dotMatchesAll: false,
    isLazy: false,
  };
  #frames: Frame[] = [];
  #frame: Frame = this.#newFrame(false);

  constructor(pattern: string) {
    this.#reader = new Reader(pattern);
  }

  parse(): { source: string; names: string[] } {
    const reader = this.#reader;
    let repetition: number | undefined;
    while (!reader.isAtEnd) repetition = this.#step(repetition);
    if (this.#frames.length > 0) throw new RegExpFault('missing closing )', reader.pattern);
    return { source: this.#close().js, names: this.#names };
  }

  /**
   * Reads one part.
   *
   * @param repetition where the repetition begins that ends here, if one does
   * @returns the same of the part that was read
   */
  #step(repetition: number | undefined): number | undefined {
    const reader = this.#reader;
    const start = reader.at;
    if (reader.peek() === '(') {
      this.#open();
    } else if (reader.match(/\|/y)) {
      this.#frame.alternatives.push(node.concat(this.#frame.sequence));
      this.#frame.sequence = [];
    } else if (reader.match(/\)/y)) {
      const { captures, flags } = this.#frame;
      const inner = this.#close();
      const outer = this.#frames.pop();
      if (!outer) throw new RegExpFault('unexpected )', reader.pattern);
      this.#frame = outer;
      this.#flags = flags;
      this.#push(node.group(inner, captures));
    } else if (/[*+?{]/.test(reader.peek())) {
      return this.#repeat(repetition) ? start : undefined;
    } else {
      this.#readSingle();
    }
    return undefined;
  }

  /** Reads what stands for a character, a set of them, or a place in the text. */
  #readSingle(): void {
    const reader = this.#reader;
    const { foldsCase, isMultiline, dotMatchesAll } = this.#flags;
    if (reader.match(/\^/y)) {
      this.#push(node.leaf(isMultiline ? '(?<=^|\\n)' : '^', false));
    } else if (reader.match(/\$/y)) {
      this.#push(node.leaf(isMultiline ? '(?=\\n|$)' : '$', false));
    } else if (reader.match(/\./y)) {
      this.#push(node.leaf(dotMatchesAll ? '[^]' : '[^\\n]', true));
    } else if (reader.peek() === '[') {
      this.#push(node.leaf(readClass(reader, foldsCase), true));
    } else if (reader.peek() === '\\') {
      this.#readEscape();
    } else {
      this.#literal(reader.next());
    }
  }

  #readEscape(): void {
    const reader = this.#reader;
    const quoted = reader.match(/\\Q([^]*?)(?:\\E|$)/y);
    if (quoted) {
      for (const character of quoted[1] ?? '') this.#literal(character.codePointAt(0) as number);
      return;
    }
    const assertion = reader.match(/\\([AbBz])/y)?.[1];
    if (assertion) return this.#push(node.leaf(ASSERTIONS[assertion] as string, false));
    const set = readSetEscape(reader, this.#flags.foldsCase);
    if (set) this.#push(node.leaf(set, true));
    else this.#literal(reader.escape());
  }

  #literal(code: number): void {
    this.#push(node.leaf(writeLiteral(code, this.#flags.foldsCase), true));
  }

  /** Reads what opens a group, or a change of flags (`parsePerlFlags`). */
  #open(): void {
    const reader = this.#reader;
    const start = reader.at;
    if (!reader.startsWith('(?')) {
      reader.at++;
      return this.#begin('');
    }
    if (/^\(\?(?:P<[^]|<[^])/.test(reader.pattern.slice(start, start + 5))) {
      const found = reader.match(/\(\?P?<([^>]*)>/y);
      if (!found) throw new RegExpFault('invalid named capture', reader.pattern.slice(start));
      const [whole, name = ''] = found;
      if (!/^[0-9A-Za-z_]+$/.test(name)) throw new RegExpFault('invalid named capture', whole);
      return this.#begin(name);
    }
    const found = reader.match(/\(\?([imsU]*)(?:(-)([imsU]+))?([:)])/y);
    if (!found) {
      reader.match(/\(\?[imsU]*(?:-[imsU]*)?/y);
      if (!reader.isAtEnd) reader.next();
      throw new RegExpFault('invalid or unsupported Perl syntax', reader.since(start));
    }
    const [, on = '', , off = '', end] = found;
    if (end === ':') this.#begin();
    this.#flags = { ...this.#flags, ...switched(on, true), ...switched(off, false) };
  }

  /** Begins a group; one that captures has a name, if only an empty one. */
  #begin(name?: string): void {
    if (name !== undefined) this.#names.push(name);
    this.#frames.push(this.#frame);
    this.#frame = this.#newFrame(name !== undefined);
  }

  #newFrame(captures: boolean): Frame {
    return { captures, flags: this.#flags, alternatives: [], sequence: [] };
  }

  /** The whole of the group that is open. */
  #close(): node.Node {
    const { alternatives, sequence } = this.#frame;
    const whole = node.alternate([...alternatives, node.concat(sequence)]);
    node.checkLimits(whole, this.#reader.pattern);
    return whole;
  }

  #push(part: node.Node): void {
    node.checkLimits(part, this.#reader.pattern);
    this.#frame.sequence.push(part);
  }

  /** Reads a repetition (`repeat`); false if it is a brace that stands for itself. */
  #repeat(before: number | undefined): boolean {
    const reader = this.#reader;
    const start = reader.at;
    let quantifier = reader.match(/[*+?]/y)?.[0];
    let count: node.Count | undefined;
    if (!quantifier) {
      const found = reader.match(/\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/y);
      if (!found) {
        this.#literal(reader.next());
        return false;
      }
      count = this.#count(found, start);
      quantifier = found[0];
    }
    const isLazy = (reader.match(/\?/y) !== null) !== this.#flags.isLazy;
    if (before !== undefined)
      throw new RegExpFault('invalid nested repetition operator', reader.since(before));
    const inner = this.#frame.sequence.pop();
    if (!inner)
      throw new RegExpFault('missing argument to repetition operator', reader.since(start));
    const whole = node.repeat(inner, isLazy ? `${quantifier}?` : quantifier, count);
    this.#push(whole);
    if (count && Math.max(count.min, count.max ?? 0) >= 2 && whole.repeats > node.MAX_REPEATS)
      throw new RegExpFault('invalid repeat count', reader.since(start));
    return true;
  }

  #count([, low, comma, high]: RegExpExecArray, start: number): node.Count {
    const min = Number(low);
    const max = comma ? (high === undefined ? undefined : Number(high)) : min;
    if (min > node.MAX_REPEATS || (max !== undefined && (max > node.MAX_REPEATS || max < min)))
      throw new RegExpFault('invalid repeat count', this.#reader.since(start));
    return { min, max };
  }
}

function switched(letters: string, value: boolean): Partial<Flags> {
  return Object.fromEntries(
    [...letters].map((letter) => [FLAGS[letter as keyof typeof FLAGS], value]),
  );
}
