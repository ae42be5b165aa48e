import { expect, test } from 'vitest';
import type { Listing } from '../content/target.ts';
import { ChartroomError } from '../errors.ts';
import { listRepositories } from './list-repositories.ts';

const facts = (status: number) => ({
  method: 'GET',
  url: 'https://ghcr.io/v2/_catalog',
  registry: 'ghcr.io',
  status,
});

const refusing = (error: ChartroomError) => ({ catalog: () => Promise.reject(error) });

test('a registry’s list is its catalog', async () => {
  const listing: Listing = { names: ['a', 'b'], end: 'whole' };
  expect(await listRepositories({ catalog: () => Promise.resolve(listing) })).toEqual(listing);
});

test.each([
  new ChartroomError('auth.denied', facts(403)),
  ...[400, 404, 405, 501].map((status) => new ChartroomError('registry.refused', facts(status))),
])('a registry that answers with $code, $data.status, shows no list', async (error) => {
  expect(await listRepositories(refusing(error))).toBeUndefined();
});

test.each([
  new ChartroomError('auth.required', facts(401)),
  new ChartroomError('registry.refused', facts(500)),
  new ChartroomError('registry.unreachable', facts(0)),
])('$code, $data.status, says nothing about a list', async (error) => {
  await expect(listRepositories(refusing(error))).rejects.toBe(error);
});
