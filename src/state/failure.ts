import { ChartroomError, isChartroomError } from '../core/errors.ts';
import { isRefusedByPolicy } from '../platform/policy.ts';

/**
 * The messages of Chromium, Firefox and Safari when a script that is loaded on demand is missing.
 */
const LOADING_FAILED = /dynamically imported module|Importing a module script failed/;

/** Any thrown value as the error to show, refined with facts that only the page knows. */
export async function failureOf(thrown: unknown): Promise<ChartroomError> {
  const error = ChartroomError.from(thrown);
  if (isChartroomError(error, 'internal') && LOADING_FAILED.test(error.data.message)) {
    return new ChartroomError('page.incomplete', {}, { cause: error });
  }
  // The page shows what happened; the console has the details of where.
  if (isChartroomError(error, 'internal')) console.error(error);
  if (!isCutOff(error)) return error;
  const told = (code: 'registry.offline' | 'registry.not-allowed') =>
    new ChartroomError(code, error.data, { cause: error });
  if (await isRefusedByPolicy(error.data.url)) return told('registry.not-allowed');
  return navigator.onLine ? error : told('registry.offline');
}

/** Whether a request found no server, or lost it. */
function isCutOff(
  error: ChartroomError,
): error is ChartroomError<'registry.unreachable' | 'registry.cut-short'> {
  return (
    isChartroomError(error, 'registry.unreachable') || isChartroomError(error, 'registry.cut-short')
  );
}
