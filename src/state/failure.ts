import { ChartroomError, isChartroomError } from '../core/errors.ts';
import { policyOn } from '../platform/policy.ts';

/**
 * The messages of Chromium, Firefox and Safari when a script that is loaded on demand is missing, and
 * of the code that Vite adds for the styles that belong to it.
 */
const LOADING_FAILED =
  /dynamically imported module|Importing a module script failed|Unable to preload CSS/;

/** Any thrown value as the error to show, refined with facts that only the page knows. */
export async function failureOf(thrown: unknown): Promise<ChartroomError> {
  const error = ChartroomError.from(thrown);
  if (isChartroomError(error, 'internal') && LOADING_FAILED.test(error.data.message)) {
    return new ChartroomError('page.incomplete', {}, { cause: error });
  }
  // The page shows what happened; the console has the details of where.
  if (isChartroomError(error, 'internal')) console.error(error);
  // A redirect that the policy blocks may look like either.
  if (!isCutOff(error) && !isChartroomError(error, 'registry.cors')) return error;
  const block = await policyOn(error.data.url);
  if (block) {
    const data = { ...error.data, redirected: block === 'redirected' };
    return new ChartroomError('registry.not-allowed', data, { cause: error });
  }
  if (navigator.onLine || !isCutOff(error)) return error;
  return new ChartroomError('registry.offline', error.data, { cause: error });
}

/** Whether a request found no server, or lost it. */
function isCutOff(
  error: ChartroomError,
): error is ChartroomError<'registry.unreachable' | 'registry.cut-short'> {
  return (
    isChartroomError(error, 'registry.unreachable') || isChartroomError(error, 'registry.cut-short')
  );
}
