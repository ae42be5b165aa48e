import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Credentials } from '../registry/credentials.ts';
import type { Registry } from '../registry/registry.ts';

/**
 * Signs in to a registry, or throws and changes nothing. During a sign-in any kind of refusal means
 * that the credentials weren't accepted: `auth.rejected`.
 */
export async function signIn(
  registry: Pick<Registry, 'signIn'>,
  credentials: Credentials,
): Promise<void> {
  try {
    await registry.signIn(credentials);
  } catch (error) {
    if (isChartroomError(error, 'auth.denied') || isChartroomError(error, 'auth.required')) {
      throw new ChartroomError('auth.rejected', error.data, { cause: error });
    }
    throw error;
  }
}
