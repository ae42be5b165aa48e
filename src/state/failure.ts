import { ChartroomError, isChartroomError } from '../core/errors.ts';
import { isRefusedByPolicy } from '../platform/policy.ts';

/** Anything thrown, as it is to be told: with what only the page knows about it. */
export async function failureOf(thrown: unknown): Promise<ChartroomError> {
  const error = ChartroomError.from(thrown);
  if (!isChartroomError(error, 'registry.unreachable')) return error;
  const told = (code: 'registry.offline' | 'registry.not-allowed') =>
    new ChartroomError(code, error.data, { cause: error });
  if (await isRefusedByPolicy(error.data.url)) return told('registry.not-allowed');
  return navigator.onLine ? error : told('registry.offline');
}
