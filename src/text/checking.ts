import type { CheckFault } from '../core/errors.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';
import { count } from './units.ts';

const WORDS: ReasonWords<CheckFault> = {
  'too-deep': 'it is nested too deep for this browser',
  'too-large': 'it takes more memory than this browser gives',
  'large-pattern': 'it has a regular expression that is too large for this browser',
  'too-long': ({ seconds }) => `it took more than ${count(seconds, 'second')}`,
  failed: ({ words }) => words.replace(/\.$/, ''),
};

/** Why work on a chart came to no end, to stand behind a colon. */
export function checkFault(fault: CheckFault): string {
  return reasonWords(WORDS, fault);
}
