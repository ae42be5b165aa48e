import { isPrintable } from '../printable.ts';
import type { Range } from './ranges.ts';

/** The last code point that has another case (Unicode 15.0; `maxFold` of Go's `regexp/syntax`). */
const LAST_CASED = 0x1e943;
/** ASCII letters that are equal to more than their other case: the long s, and the Kelvin sign. */
const ASCII_MORE: Record<string, number> = { s: 0x17f, k: 0x212a };

/** The range and every code point that equals one of it if case doesn't count. */
export function folded([low, high]: Range): Range[] {
  const ranges: Range[] = [[low, high]];
  for (let code = low; code <= Math.min(high, LAST_CASED); code++) {
    for (const other of orbit(code)) if (other < low || other > high) ranges.push([other, other]);
  }
  return ranges;
}

/**
 * The code points that aren't in a property of Unicode but equal one that is, if case doesn't
 * count.
 *
 * @param property as an escape of JavaScript's: `\p{Lu}`
 */
export function foldedBeyond(property: string): Range[] {
  const pattern = new RegExp(property, 'u');
  const has = (code: number) => pattern.test(String.fromCodePoint(code));
  return [...new Set(orbits().values())]
    .filter((orbit) => orbit.some(has))
    .flatMap((orbit) => orbit.filter((code) => !has(code)))
    .map((code) => [code, code]);
}

/** What equals a code point if case doesn't count. */
function orbit(code: number): readonly number[] {
  return code < 0x80 ? asciiOrbit(code) : (orbits().get(code) ?? []);
}

function asciiOrbit(code: number): number[] {
  const letter = String.fromCharCode(code);
  if (!/[a-z]/i.test(letter)) return [];
  const more = ASCII_MORE[letter.toLowerCase()];
  return more === undefined ? [code ^ 0x20] : [code ^ 0x20, more];
}

let known: Map<number, number[]> | undefined;

/**
 * The groups of code points that are equal if case doesn't count (Go's `unicode.SimpleFold`), by
 * each of their members.
 */
function orbits(): Map<number, number[]> {
  return (known ??= findOrbits());
}

function findOrbits(): Map<number, number[]> {
  const orbitOf = new Map<number, number[]>();
  const join = (a: number, b: number) => {
    const one = orbitOf.get(a) ?? [a];
    const other = orbitOf.get(b) ?? [b];
    if (one === other) return;
    const both = [...one, ...other];
    for (const code of both) orbitOf.set(code, both);
  };
  for (let code = 0x41; code <= LAST_CASED; code++) {
    // U+0131, the dotless i, has the capital I, but isn't equal to it (CaseFolding.txt).
    if (code === 0x131) continue;
    const text = String.fromCodePoint(code);
    for (const changed of [text.toLowerCase(), text.toUpperCase()]) {
      const other = changed.codePointAt(0) as number;
      if (other !== code && changed === String.fromCodePoint(other) && areKnown(code, other))
        join(code, other);
    }
  }
  return orbitOf;
}

/** Whether Go knows both: pairs are added with later versions of Unicode, which browsers may have. */
function areKnown(code: number, other: number): boolean {
  return isPrintable(code) && isPrintable(other);
}
