import { expect, test } from 'vitest';
import { ChartroomError } from '../errors.ts';
import { credentialsOf } from '../registry/credentials.ts';
import { signIn } from './sign-in.ts';

const FACTS = { method: 'GET', url: 'https://ghcr.io/v2/', registry: 'ghcr.io', status: 401 };
const captain = credentialsOf('captain', 'secret');

test.each(['auth.denied', 'auth.required'] as const)(
  '%s means that the registry doesn’t know these credentials',
  async (code) => {
    const error = new ChartroomError(code, FACTS);
    const registry = { signIn: () => Promise.reject(error) };
    await expect(signIn(registry, captain)).rejects.toMatchObject({
      code: 'auth.rejected',
      data: FACTS,
      cause: error,
    });
  },
);

test('another failure is passed on unchanged', async () => {
  const error = new ChartroomError('registry.unreachable', FACTS);
  const registry = { signIn: () => Promise.reject(error) };
  await expect(signIn(registry, captain)).rejects.toBe(error);
});
