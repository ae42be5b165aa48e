import type { WorkFault } from './faults.ts';

/**
 * Chromium's and Safari's words, then Firefox's, when functions call each other too deep; where a
 * worker reports them, the error's name comes before.
 */
const TOO_DEEP = /(?:^|: )(?:Maximum call stack size exceeded|too much recursion)/;
/** What engines say of a text, list, map or buffer that becomes larger than they allow. */
const TOO_LARGE =
  /(?:^|: )(?:Invalid (?:string|array|array buffer|typed array) length|(?:Map|Set) maximum size exceeded|Array buffer allocation failed|allocation size overflow|[Oo]ut of memory)/;

/**
 * The bound of the JavaScript engine that an error tells of. Content from outside decides how
 * deep functions call each other that follow its nesting, and how large grows what is made of
 * it; so reaching such a bound is no mistake in the code.
 */
export function engineBound(thrown: unknown): WorkFault | undefined {
  const message = thrown instanceof Error ? thrown.message : '';
  if (TOO_DEEP.test(message)) return { reason: 'too-deep' };
  return TOO_LARGE.test(message) ? { reason: 'too-large' } : undefined;
}
