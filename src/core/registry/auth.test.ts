import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { isOpensslAvailable } from '../../../tests/support/certificate.ts';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import {
  isHtpasswdAvailable,
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../../../tests/support/registry.ts';
import { startTokenServer, type RunningTokenServer } from '../../../tests/support/token-server.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import { Registry, type RegistryOptions } from './registry.ts';

const captain = { username: 'captain', password: 'pässword:with colon' };
const users = { captain: captain.password, reader: 'reads' };
const available = isRegistryAvailable();

describe.skipIf(!available || !isHtpasswdAvailable())('the real registry with htpasswd', () => {
  let server: RunningRegistry;
  beforeAll(async () => {
    server = await startRegistry({ htpasswd: { user: 'captain', password: captain.password } });
  });
  afterAll(() => server.stop());

  const open = (options: Partial<RegistryOptions> = {}) =>
    new Registry({ host: server.host, transport: nodeTransport, ...options });

  test('offers its way to sign in', async () => {
    const challenges = await open().ping();
    expect(challenges.map(({ scheme }) => scheme)).toEqual(['basic']);
  });

  test('without credentials, with wrong ones, and with the right ones', async () => {
    await expect(open().repository('a').tags()).rejects.toMatchObject({
      code: 'auth.required',
      data: { status: 401, registry: server.host },
    });
    const registry = open();
    const wrong = { username: 'captain', password: 'wrong' };
    await expect(registry.signIn(wrong)).rejects.toMatchObject({ code: 'auth.denied' });
    expect(registry.signedIn).toBe(false);
    await registry.signIn(captain);
    expect(registry.signedIn).toBe(true);
    await expect(registry.repository('a').tags()).rejects.toMatchObject({ code: 'tag.not-found' });
    registry.signOut();
    await expect(registry.repository('a').tags()).rejects.toMatchObject({ code: 'auth.required' });
  });

  test('pushes and pulls; the challenge is answered once, then credentials are sent at once', async () => {
    const { transport, requests, sent } = recording();
    const repository = open({ transport, credentials: captain }).repository('chart');
    const { target, manifest } = await sampleArtifact('htpasswd');
    await copy(target, 'sample', repository, '1.0.0');
    expect(requests).toHaveLength(7);
    expect(sent.map(({ headers }) => 'Authorization' in (headers ?? {}))).toEqual([
      false,
      ...Array<boolean>(6).fill(true),
    ]);
    const pulled = await repository.fetchManifest('1.0.0');
    expect(pulled.descriptor).toEqual(manifest.descriptor);
  });
});

describe.skipIf(!available || !isOpensslAvailable())('the real registry with tokens', () => {
  let tokens: RunningTokenServer;
  let server: RunningRegistry;
  beforeAll(async () => {
    tokens = await startTokenServer({ users, identityToken: 'identity', anonymousPull: true });
    server = await startRegistry({ token: tokens.settings });
  });
  afterAll(async () => {
    await server.stop();
    await tokens.stop();
  });

  const open = (options: Partial<RegistryOptions> = {}) => {
    tokens.requests.length = 0;
    return new Registry({
      host: server.host,
      transport: nodeTransport,
      confirmRealm: async ({ realm }) => realm === tokens.host,
      ...options,
    });
  };

  test('a push asks for one token, for all that it needs', async () => {
    const registry = open({ credentials: captain });
    const { target } = await sampleArtifact('tokens');
    await copy(target, 'sample', registry.repository('a/chart', { push: true }), '1.0.0');
    expect(tokens.requests).toEqual([
      {
        method: 'GET',
        signedIn: true,
        service: tokens.settings.service,
        scopes: ['repository:a/chart:pull,push'],
      },
    ]);
    await registry.repository('a/chart', { push: true }).resolve('1.0.0');
    expect(tokens.requests).toHaveLength(1);
  });

  test('parallel requests share one token request', async () => {
    const registry = open({ credentials: captain });
    await registry.ping();
    const repository = registry.repository('a/chart');
    await repository.resolve('1.0.0');
    await Promise.all(Array.from({ length: 8 }, () => repository.fetchManifest('1.0.0')));
    expect(tokens.requests).toHaveLength(1);
  });

  test('pulling needs no sign-in, pushing does', async () => {
    const asked: unknown[] = [];
    const registry = open({
      confirmRealm: async (question) => {
        asked.push(question);
        return false;
      },
    });
    await copy(registry.repository('a/chart'), '1.0.0', new MemoryTarget(), undefined);
    expect(tokens.requests.map(({ signedIn }) => signedIn)).toEqual([false]);
    expect(asked).toEqual([]);
    const { target } = await sampleArtifact('anonymous');
    await expect(copy(target, 'sample', registry.repository('a/chart'), '2')).rejects.toMatchObject(
      { code: 'auth.required' },
    );
  });

  test('a person with pull rights is denied a push', async () => {
    const registry = open({ credentials: { username: 'reader', password: 'reads' } });
    await registry.repository('a/chart').resolve('1.0.0');
    const { target } = await sampleArtifact('reader');
    await expect(copy(target, 'sample', registry.repository('a/chart'), '2')).rejects.toMatchObject(
      { code: 'auth.denied', data: { status: 401, faults: [{ code: 'UNAUTHORIZED' }] } },
    );
  });

  test('the token server refuses a wrong password', async () => {
    const registry = open();
    const wrong = { username: 'captain', password: 'wrong' };
    await expect(registry.signIn(wrong)).rejects.toMatchObject({
      code: 'auth.denied',
      data: { url: `http://${tokens.host}/token`, registry: server.host },
    });
    await registry.signIn(captain);
  });

  test('an identity token, by POST', async () => {
    const registry = open({ credentials: { identityToken: 'identity' } });
    await registry.repository('a/chart').resolve('1.0.0');
    expect(tokens.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  test('a token is renewed at four fifths of its life', async () => {
    let now = 0;
    const clock = { now: () => now, random: () => 0.5, sleep: async () => {} };
    const repository = open({ credentials: captain, clock }).repository('a/chart');
    for (now of [0, 239_000, 241_000]) await repository.resolve('1.0.0');
    expect(tokens.requests).toHaveLength(2);
  });

  test('a token that is refused is renewed once', async () => {
    const repository = open({ credentials: captain }).repository('a/chart');
    try {
      tokens.issue.lasts = -1;
      const refused = repository.resolve('1.0.0');
      await expect(refused).rejects.toMatchObject({ code: 'auth.denied' });
      expect(tokens.requests).toHaveLength(1);
      tokens.issue.lasts = 300;
      await repository.resolve('1.0.0');
      expect(tokens.requests).toHaveLength(2);
    } finally {
      tokens.issue.lasts = 300;
    }
  });

  test('a token that expires during a push', async () => {
    const { transport, requests } = recording(async (request) => {
      // From the first PUT on, the registry rejects all earlier tokens.
      if (request.method === 'PUT' && !stale) stale = request.headers?.['Authorization'] ?? '';
      const known = request.headers?.['Authorization'] !== stale;
      const headers = { ...request.headers, ...(!known && { Authorization: 'Bearer ended' }) };
      return nodeTransport({ ...request, headers });
    });
    let stale = '';
    const repository = open({ credentials: captain, transport }).repository('b', { push: true });
    const { target } = await sampleArtifact('ends', 100_000);
    await copy(target, 'sample', repository, '1.0.0');
    expect(tokens.requests).toHaveLength(2);
    expect(requests.filter((request) => request.startsWith('POST'))).toHaveLength(2);
  });

  test('mounting asks for both repositories at once', async () => {
    const { transport, requests } = recording();
    const registry = open({ credentials: captain, transport });
    const to = registry.repository('mounted/both', { push: true });
    await copy(registry.repository('a/chart'), '1.0.0', to, '1.0.0');
    expect(tokens.requests.map(({ scopes }) => scopes)).toContainEqual([
      'repository:mounted/both:pull,push',
      'repository:a/chart:pull',
    ]);
    expect(requests.filter((request) => request.includes('/blobs/'))).toEqual([
      'POST /v2/mounted/both/blobs/uploads/',
      'POST /v2/mounted/both/blobs/uploads/',
    ]);
  });

  test('if a token covers only one repository, blobs are fetched and sent', async () => {
    tokens.issue.scopes = 1;
    try {
      const { transport, requests } = recording();
      const registry = open({ credentials: captain, transport });
      const to = registry.repository('mounted/one', { push: true });
      await copy(registry.repository('a/chart'), '1.0.0', to, '1.0.0');
      expect(requests.filter((request) => request.startsWith('PUT'))).toHaveLength(3);
      expect((await to.resolve('1.0.0')).mediaType).toContain('manifest');
    } finally {
      tokens.issue.scopes = Infinity;
    }
  });

  test('deleting requests further rights when necessary', async () => {
    const registry = open({ credentials: captain });
    const { target } = await sampleArtifact('deleting');
    await copy(target, 'sample', registry.repository('gone', { push: true }), '1.0.0');
    await registry.repository('gone', { push: true }).delete('1.0.0');
    expect(tokens.requests.at(-1)?.scopes).toEqual(['repository:gone:delete,pull,push']);
  });

  test('the catalog', async () => {
    expect((await open({ credentials: captain }).catalog()).names).toContain('a/chart');
    expect(tokens.requests[0]?.scopes).toEqual(['registry:catalog:*']);
  });
});

test.skipIf(!available || !isOpensslAvailable())(
  'a token server that knows no POST is asked by GET',
  async () => {
    const users = { '<token>': 'identity' };
    const tokens = await startTokenServer({ users, postStatus: 405 });
    const server = await startRegistry({ token: tokens.settings });
    try {
      const registry = new Registry({
        host: server.host,
        transport: nodeTransport,
        confirmRealm: async () => true,
      });
      await registry.signIn({ identityToken: 'identity' });
      expect(tokens.requests).toMatchObject([{ method: 'GET', signedIn: true }]);
    } finally {
      await server.stop();
      await tokens.stop();
    }
  },
);
