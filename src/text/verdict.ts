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
  'No error found by the checks that need no rendering. Not checked: templates, links in a folder.';

/** The same in one line. */
export const NO_ERROR = 'No error found; templates aren’t rendered';

/** How many findings there are of each severity: `1 error, 2 warnings, 1 not checked`. */
export function tallyWords({ error, warning, hint, unchecked }: Record<Severity, number>): string {
  return [
    error && count(error, 'error'),
    warning && count(warning, 'warning'),
    hint && count(hint, 'hint'),
    unchecked && count(unchecked, 'not checked', 'not checked'),
  ]
    .filter((words) => words !== 0)
    .join(', ');
}
