import type { Severity } from '../core/lint/codes.ts';
import { count } from './units.ts';

/** The word for each severity, beside its finding. */
export const SEVERITY_NAMES: Record<Severity, string> = {
  error: 'Error',
  unchecked: 'Not checked',
  warning: 'Warning',
  hint: 'Hint',
};

/** What is said where no error is found. */
export const ALL_CLEAR =
  'No error found, with templates rendered by the chart’s own values. Not checked: other values, links in a folder.';

/** The same in one line. */
export const NO_ERROR = 'No error found with the chart’s own values';

/** `2 errors`: a number of findings of one severity. */
export function severityCount(severity: Severity, number: number): string {
  return severity === 'unchecked'
    ? count(number, 'not checked', 'not checked')
    : count(number, severity);
}

/** `2 charts with errors`: of several charts, how many have findings of that kind. */
export function chartsWith(number: number, what: 'errors' | 'warnings'): string {
  return `${count(number, 'chart')} with ${what}`;
}

/** How many findings there are of each severity: `1 error, 2 warnings, 1 not checked`. */
export function tallyWords(tally: Record<Severity, number>): string {
  return (['error', 'warning', 'hint', 'unchecked'] as const)
    .filter((severity) => tally[severity] > 0)
    .map((severity) => severityCount(severity, tally[severity]))
    .join(', ');
}
