import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Credentials } from '../registry/credentials.ts';
import type { Registry } from '../registry/registry.ts';

/**
 * Signs in to a registry, or throws and leaves all as it was. To somebody who signs in, a
 * refusal of whatever kind means that they aren't known by these credentials: `auth.rejected`.
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
