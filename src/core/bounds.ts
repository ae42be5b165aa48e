import type { WorkFault } from './faults.ts';

/**
 * The messages of Chromium and Safari, then of Firefox, for too deep a recursion; if a worker
 * reports one, the error's name precedes it.
 */
const TOO_DEEP = /(?:^|: )(?:Maximum call stack size exceeded|too much recursion)/;
/**
 * The engines' messages for a text, list, map or buffer that exceeds their limits, or a pattern, which
 * the message then has before it.
 */
const TOO_LARGE =
  /[Rr]egular expression too large$|regexp too (?:big|complex)$|(?:^|: )(?:Invalid (?:string|array|array buffer|typed array) length|(?:Map|Set) maximum size exceeded|Array buffer allocation failed|allocation size overflow|[Oo]ut of memory)/;

/**
 * The limit of the JavaScript engine that an error reports. Untrusted content determines the depth
 * of recursion over its nesting and the size of results, so reaching such a limit isn't a bug.
 */
export function engineBound(thrown: unknown): WorkFault | undefined {
  const message = thrown instanceof Error ? thrown.message : '';
  if (TOO_DEEP.test(message)) return { reason: 'too-deep' };
  return TOO_LARGE.test(message) ? { reason: 'too-large' } : undefined;
}
