import { BROKEN, decodeRune } from './rune.ts';

/**
 * File name patterns as Go's `filepath.Match` has them on Unix: `*` and `?` never match a slash,
 * `[a-c]` and `[^a]` do, `\` escapes. Go's works on bytes and reads a pattern only as far as the
 * match gets; both affect the result, so this does the same.
 */
export interface Glob {
  /** Throws `BadPattern` where the match reaches a malformed part. */
  matches(name: string): boolean;
}

/** Go's ErrBadPattern. */
export class BadPattern extends Error {}

/** The part of a pattern between two runs of stars. */
interface Chunk {
  afterStar: boolean;
  /** Undefined where the chunk is malformed. */
  terms: Term[] | undefined;
}

type Term = { byte: string } | { any: true } | { negated: boolean; ranges: [number, number][] };

export function compileGlob(pattern: string): Glob {
  const chunks = split(asBytes(pattern));
  return { matches: (name) => matchChunks(chunks, asBytes(name)) };
}

/** The UTF-8 bytes of a text as a string with one character per byte. */
function asBytes(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

function split(pattern: string): Chunk[] {
  // A star within a class is an ordinary character, an escaped character never a star.
  const chunk = /(\**)((?:\\[^]|\[(?:\\[^]|[^\]\\])*\]?|[^*])*)/y;
  const chunks: Chunk[] = [];
  while (chunk.lastIndex < pattern.length) {
    const [, stars = '', body = ''] = chunk.exec(pattern) ?? [];
    chunks.push({ afterStar: stars !== '', terms: compile(body) });
  }
  return chunks;
}

function compile(chunk: string): Term[] | undefined {
  const terms: Term[] = [];
  for (let at = 0; at < chunk.length;) {
    const character = chunk[at++] as string;
    if (character === '?') {
      terms.push({ any: true });
    } else if (character === '[') {
      const parsed = parseClass(chunk, at);
      if (!parsed) return undefined;
      terms.push(parsed.term);
      at = parsed.end;
    } else if (character === '\\') {
      if (at === chunk.length) return undefined;
      terms.push({ byte: chunk[at++] as string });
    } else {
      terms.push({ byte: character });
    }
  }
  return terms;
}

/** Parses a class, starting after its bracket; unlike in a shell, `!` has no special meaning. */
function parseClass(chunk: string, start: number): { term: Term; end: number } | undefined {
  const ranges: [number, number][] = [];
  const negated = chunk[start] === '^';
  for (let at = negated ? start + 1 : start; ;) {
    if (chunk[at] === ']' && ranges.length > 0) return { term: { negated, ranges }, end: at + 1 };
    const low = classCharacter(chunk, at);
    if (!low) return undefined;
    at = low.end;
    let high = low;
    if (chunk[at] === '-') {
      const upper = classCharacter(chunk, at + 1);
      if (!upper) return undefined;
      high = upper;
      at = upper.end;
    }
    ranges.push([low.rune, high.rune]);
  }
}

function classCharacter(chunk: string, start: number): { rune: number; end: number } | undefined {
  const first = chunk[start];
  if (first === undefined || first === '-' || first === ']') return undefined;
  const at = first === '\\' ? start + 1 : start;
  const { rune, width } = decodeRune(chunk, at);
  const end = at + width;
  // Broken UTF-8 and the end of the chunk are errors here.
  if ((rune === BROKEN && width === 1) || end >= chunk.length) return undefined;
  return { rune, end };
}

function matchChunks(chunks: readonly Chunk[], name: string): boolean {
  let at = 0;
  for (const [i, { afterStar, terms }] of chunks.entries()) {
    const isLast = i === chunks.length - 1;
    if (!terms) throw new BadPattern();
    if (afterStar && terms.length === 0) return !name.includes('/', at);
    const fits = (end: number | undefined): end is number =>
      end !== undefined && (!isLast || end === name.length);
    let end = matchTerms(terms, name, at);
    // A star takes the shortest match, without backtracking.
    for (; afterStar && !fits(end) && at < name.length && name[at] !== '/'; at++) {
      end = matchTerms(terms, name, at + 1);
    }
    if (!fits(end)) return false;
    at = end;
  }
  return at === name.length;
}

/** The end of the terms' match that starts at `at`. */
function matchTerms(terms: readonly Term[], name: string, at: number): number | undefined {
  for (const term of terms) {
    if (at >= name.length) return undefined;
    if ('byte' in term) {
      if (name[at++] !== term.byte) return undefined;
      continue;
    }
    const { rune, width } = decodeRune(name, at);
    if ('any' in term) {
      if (name[at] === '/') return undefined;
    } else if (term.ranges.some(([low, high]) => low <= rune && rune <= high) === term.negated) {
      return undefined;
    }
    at += width;
  }
  return at;
}
