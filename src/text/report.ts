import type { ChartroomError } from '../core/errors.ts';
import { withoutCredentials } from '../core/error-message.ts';

/**
 * An error with everything that helps to find its cause: its code and data, where it was thrown,
 * and the same for each error that caused it.
 */
export function errorReport(error: ChartroomError): string {
  const parts: string[] = [];
  for (let at: unknown = error; at instanceof Error && parts.length < MAX_ERRORS; at = at.cause) {
    const said = withoutCredentials(`${at.name}: ${at.message}`);
    parts.push([said, ...framesOf(at)].join('\n'));
  }
  return parts.join('\nCaused by ');
}

/** A bound on the chain of causes: more of them than another thread passes on. */
const MAX_ERRORS = 10;

/** Chromium's stacks begin with the name and message, which may be several lines; others don't. */
function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^\s+at |@.*:\d+:\d+$/.test(line));
}
