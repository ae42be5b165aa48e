import { ChartroomError, type YamlFault } from '../../errors.ts';
import { isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isCrLf } from './characters.ts';
import type { Position } from '../line-table.ts';
import type { ReadAhead } from './read-ahead.ts';

/** A place in the text that the scanner goes back to. */
export interface Mark {
  offset: number;
  line: number;
  column: number;
}

/** How far the scanner was when it failed, which is where Go says that the fault is. */
export interface ScannedTo {
  line: number;
  problem: string | undefined;
}

/** Beside the errors rather than in them: only messages as Go writes them need it. */
const scanned = new WeakMap<Error, ScannedTo>();

export function scannedTo(error: Error): ScannedTo | undefined {
  return scanned.get(error);
}

/**
 * The text of a YAML file with the scanner's place in it. Lines end where yaml.v2 ends them, and
 * count from 1; columns count from 0 here, and from 1 in a `Position`.
 */
export class Source {
  /** What the file holds. */
  readonly content: string;
  /** The same with `END` behind it, however far the scanner looks ahead. */
  readonly text: string;
  readonly path: string;
  readonly #ahead: ReadAhead | undefined;
  offset = 0;
  line = 1;
  column = 0;

  /** `ahead` is needed only for a text in which it makes a difference. */
  constructor(content: string, path: string, ahead?: ReadAhead) {
    this.content = content;
    this.text = `${content}\0\0\0\0\0\0\0\0`;
    this.path = path;
    this.#ahead = ahead;
  }

  /** The UTF-16 unit at the place, or some units ahead of it; `END` behind the text. */
  unit(ahead = 0): number {
    return this.text.charCodeAt(this.offset + ahead);
  }

  /** Whether `sign` stands at the place, or some units ahead of it. */
  has(sign: string, ahead = 0): boolean {
    return this.text.startsWith(sign, this.offset + ahead);
  }

  /** Has yaml.v2's reader decode the next characters, and fails where it would. */
  need(count: number): void {
    const broken = this.#ahead?.need(this.offset, count);
    if (broken) this.fail(broken.fault, positionIn(this.text, broken.offset), broken.problem);
  }

  /** Passes the character that yaml.v2 takes for a byte order mark here, if it does. */
  skipMark(): void {
    if (this.column > 0 || !this.#ahead?.beginsWithMark) return;
    this.offset += (this.text.codePointAt(this.offset) ?? 0) > 0xffff ? 2 : 1;
    this.column++;
  }

  /** Passes characters that aren't line breaks. */
  skip(units = 1): void {
    this.offset += units;
    this.column += units;
  }

  /** Passes a line break, if there is one, and returns what it stands for in a scalar. */
  readBreak(): string {
    const unit = this.unit();
    if (!isBreak(unit)) return '';
    this.need(2);
    this.offset += isCrLf(unit, this.unit(1)) ? 2 : 1;
    this.line++;
    this.column = 0;
    return unit === 0x2028 || unit === 0x2029 ? String.fromCharCode(unit) : '\n';
  }

  /** Passes the rest of the line, but not its end. */
  skipLine(): void {
    while (!isBreakOrEnd(this.unit())) {
      this.skip();
      this.need(1);
    }
  }

  skipBlanks(): void {
    while (isBlank(this.unit())) {
      this.skip();
      this.need(1);
    }
  }

  /** Whether a line begins here that begins or ends a document, whatever stands around it. */
  get isAtDocumentMark(): boolean {
    return this.column === 0 && (this.has('---') || this.has('...')) && isBlankOrEnd(this.unit(3));
  }

  get mark(): Mark {
    return { offset: this.offset, line: this.line, column: this.column };
  }

  get position(): Position {
    return { line: this.line, column: this.column + 1 };
  }

  /** @param problem yaml.v2's words, where the fault alone doesn't tell them */
  fail(fault: YamlFault, at: Position = this.position, problem?: string): never {
    const error = new ChartroomError('chart.yaml-invalid', { path: this.path, ...at, ...fault });
    scanned.set(error, { line: this.line, problem });
    throw error;
  }
}

export function positionOf({ line, column }: Mark): Position {
  return { line, column: column + 1 };
}

/** The position of an offset that the scanner hasn't reached. */
export function positionIn(text: string, offset: number): Position {
  const source = new Source(text.slice(0, offset), '');
  while (source.offset < offset) {
    if (isBreak(source.unit())) source.readBreak();
    else source.skip();
  }
  return source.position;
}
