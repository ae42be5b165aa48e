import { ChartroomError, isChartroomError } from '../core/errors.ts';
import { isRefusedByPolicy } from '../platform/policy.ts';

/** Anything thrown, as it is to be told: with what only the page knows about it. */
export async function failureOf(thrown: unknown): Promise<ChartroomError> {
  const error = ChartroomError.from(thrown);
  if (
    isChartroomError(error, 'registry.unreachable') &&
    (await isRefusedByPolicy(error.data.url))
  ) {
    return new ChartroomError('registry.not-allowed', error.data, { cause: error });
  }
  return error;
}
