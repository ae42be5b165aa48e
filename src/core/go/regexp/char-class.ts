import { folded, foldedBeyond } from './fold.ts';
import { complement, writeCode, writeRanges, type Range } from './ranges.ts';

/**
 * A set of characters that is put together part by part and written as a class of JavaScript's. A
 * class there can't hold the rest of a property without some characters, which negated properties
 * come to if case doesn't count; such parts stand beside the class.
 */
export class CharClass {
  #inside = '';
  readonly #beside: string[] = [];
  readonly #foldsCase: boolean;

  constructor(foldsCase: boolean) {
    this.#foldsCase = foldsCase;
  }

  /** Adds the ranges, or all that is outside of them. */
  add(ranges: readonly Range[], isNegated = false): this {
    const all = this.#foldsCase ? ranges.flatMap(folded) : ranges;
    this.#inside += writeRanges(isNegated ? complement(all) : all);
    return this;
  }

  /** Adds a property of Unicode by its name in JavaScript, or all that doesn't have it. */
  addProperty(name: string, isNegated: boolean): this {
    const beyond = this.#foldsCase ? writeRanges(foldedBeyond(`\\p{${name}}`)) : '';
    if (!isNegated) this.#inside += `\\p{${name}}${beyond}`;
    else if (beyond === '') this.#inside += `\\P{${name}}`;
    else this.#beside.push(`(?![${beyond}])\\P{${name}}`);
    return this;
  }

  /** The pattern that matches one character of the set, or one that isn't in it. */
  write(isNegated = false): string {
    if (this.#beside.length === 0) return isNegated ? `[^${this.#inside}]` : `[${this.#inside}]`;
    const any = [`[${this.#inside}]`, ...this.#beside].join('|');
    return isNegated ? `(?:(?!${any})[^])` : `(?:${any})`;
  }
}

/** The pattern that matches this one character, in any case if case doesn't count. */
export function writeLiteral(code: number, foldsCase: boolean): string {
  const ranges = foldsCase ? folded([code, code]) : [];
  return ranges.length > 1 ? `[${writeRanges(ranges)}]` : writeCode(code);
}
