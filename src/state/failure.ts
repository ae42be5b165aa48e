import { ChartroomError, isChartroomError } from '../core/errors.ts';
import { isRefusedByPolicy } from '../platform/policy.ts';

/** How Chromium, Firefox and Safari say that a script which is loaded on demand did not come. */
const LOADING_FAILED = /dynamically imported module|Importing a module script failed/;

/** Anything thrown, as it is to be told: with what only the page knows about it. */
export async function failureOf(thrown: unknown): Promise<ChartroomError> {
  const error = ChartroomError.from(thrown);
  if (isChartroomError(error, 'internal') && LOADING_FAILED.test(error.data.message)) {
    return new ChartroomError('page.incomplete', {}, { cause: error });
  }
  // The page says what happened; where it happened is for whoever looks into the console.
  if (isChartroomError(error, 'internal')) console.error(error);
  if (!isChartroomError(error, 'registry.unreachable')) return error;
  const told = (code: 'registry.offline' | 'registry.not-allowed') =>
    new ChartroomError(code, error.data, { cause: error });
  if (await isRefusedByPolicy(error.data.url)) return told('registry.not-allowed');
  return navigator.onLine ? error : told('registry.offline');
}
