import type { WorkFault } from './faults.ts';

/**
 * The messages of Chromium and Safari, then of Firefox, for too deep a recursion; if a worker
 * reports one, the error's name precedes it.
 */
const TOO_DEEP = /(?:^|: )(?:Maximum call stack size exceeded|too much recursion)/;
/**
 * Theirs for a pattern that they can't compile, which the message has before it: many find that out
 * only where the pattern is used for the first time.
 */
const LARGE_PATTERN = /[Rr]egular expression too large$|regexp too (?:big|complex)$/;
/** V8's for a pattern for which the stack has no room, with the pattern. */
const PATTERN_TOO_DEEP = /Invalid regular expression: ([^]*): Stack overflow$/;
/** A pattern of fewer characters than this finds room on any stack that isn't almost full. */
const LARGE = 1000;
/** Theirs for a text, list, map or buffer that exceeds their limits. */
const TOO_LARGE =
  /(?:^|: )(?:Invalid (?:string|array|array buffer|typed array) length|(?:Map|Set) maximum size exceeded|Array buffer allocation failed|allocation size overflow|[Oo]ut of memory)/;

/** A limit of the JavaScript engine. */
export type EngineBound = Exclude<WorkFault, { reason: 'too-long' }>;

/**
 * The limit of the JavaScript engine that an error reports. Untrusted content determines the depth
 * of recursion over its nesting and the size of results, so reaching such a limit isn't a bug.
 */
export function engineBound(thrown: unknown): EngineBound | undefined {
  const message = thrown instanceof Error ? thrown.message : '';
  if (TOO_DEEP.test(message)) return { reason: 'too-deep' };
  if (LARGE_PATTERN.test(message)) return { reason: 'large-pattern' };
  const pattern = PATTERN_TOO_DEEP.exec(message)?.[1];
  if (pattern) return { reason: pattern.length < LARGE ? 'too-deep' : 'large-pattern' };
  return TOO_LARGE.test(message) ? { reason: 'too-large' } : undefined;
}
