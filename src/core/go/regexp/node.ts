import { RegExpFault } from './fault.ts';

/** A part of a regular expression, already written for JavaScript. */
export interface Node {
  js: string;
  /** Whether a quantifier may stand right behind it. */
  isAtom: boolean;
  /** Go's count of the instructions it compiles to, and of the levels of its tree. */
  size: number;
  height: number;
  /** How often counted repetitions within it repeat their innermost part, at the most. */
  repeats: number;
}

/** Go's limits: `maxSize`, `maxHeight`, and that of counted repetitions within each other. */
const MAX_SIZE = Math.floor(2 ** 27 / 40);
const MAX_HEIGHT = 1000;
export const MAX_REPEATS = 1000;

export function leaf(js: string, isAtom: boolean): Node {
  return { js, isAtom, size: 1, height: 1, repeats: 1 };
}

/** Parts one after the other. */
export function concat(parts: readonly Node[]): Node {
  const [only, ...more] = parts;
  if (!only) return leaf('', false);
  if (more.length === 0) return only;
  return joined(parts, '', 0);
}

/** Parts of which one matches, the earlier the better. */
export function alternate(parts: readonly Node[]): Node {
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : joined(parts, '|', parts.length - 1);
}

function joined(parts: readonly Node[], sign: string, more: number): Node {
  return {
    js: parts.map(({ js }) => js).join(sign),
    isAtom: false,
    size: parts.reduce((sum, { size }) => sum + size, more),
    height: 1 + parts.reduce((most, { height }) => Math.max(most, height), 0),
    repeats: parts.reduce((most, { repeats }) => Math.max(most, repeats), 1),
  };
}

/** A group, which captures what it matches or doesn't. */
export function group(inner: Node, captures: boolean): Node {
  return {
    ...inner,
    js: captures ? `(${inner.js})` : `(?:${inner.js})`,
    isAtom: true,
    ...(captures && { size: inner.size + 2, height: inner.height + 1 }),
  };
}

/**
 * A repetition; without `max` it has no end.
 *
 * @param count whether it is written with numbers in braces
 */
export function repeat(inner: Node, quantifier: string, count?: Count): Node {
  const js = `${inner.isAtom ? inner.js : `(?:${inner.js})`}${quantifier}`;
  const height = inner.height + 1;
  if (!count) return { ...inner, js, isAtom: false, size: inner.size + 2, height };
  const { min, max } = count;
  const most = max ?? min;
  const size =
    max === undefined ? (min === 0 ? 2 : 1) + min * inner.size : max * inner.size + max - min;
  // What is repeated zero times takes no room, whatever it holds.
  const repeats = max === 0 ? 1 : Math.max(most, 1) * inner.repeats;
  return { js, isAtom: false, size: Math.max(size, 1), height, repeats };
}

/** How often a counted repetition repeats. */
export interface Count {
  min: number;
  /** Undefined if there is no end. */
  max: number | undefined;
}

/** Refuses what is beyond Go's limits, as Go does. */
export function checkLimits({ size, height }: Node, pattern: string): void {
  if (size > MAX_SIZE) throw new RegExpFault('expression too large', pattern);
  if (height > MAX_HEIGHT) throw new RegExpFault('expression nests too deeply', pattern);
}
