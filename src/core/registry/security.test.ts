/**
 * Credentials are sent only to the registry that the person signed in to, whatever the registry
 * answers: each case is a published vulnerability of another client. The servers are real, and the
 * requests that they receive are checked.
 */
import type { IncomingMessage, RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { basicAuthorization } from './credentials.ts';
import { Registry, type RegistryOptions } from './registry.ts';

const credentials = { username: 'captain', password: 'secret' };
const servers: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

interface Witness extends RunningServer {
  /** Every request that was received. */
  seen: IncomingMessage[];
}

async function witness(listener: RequestListener): Promise<Witness> {
  const seen: IncomingMessage[] = [];
  const server = await startServer((request, response) => {
    seen.push(request);
    request.resume();
    if (request.url?.startsWith('/registry/')) response.setHeader('X-Chartroom-Proxy', '1');
    listener(request, response);
  });
  servers.push(server);
  return { ...server, seen };
}

const carried = ({ seen }: Witness) => seen.filter(({ headers }) => headers.authorization);

function signedIn(server: RunningServer, options: Partial<RegistryOptions> = {}) {
  return new Registry({ host: server.host, transport: nodeTransport, credentials, ...options });
}

/** A registry that requires a token from this realm. */
const wanting =
  (realm: string): RequestListener =>
  (_, response) => {
    response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm}",service="s"` }).end();
  };

describe('the realm', () => {
  test('another host gets nothing unless the person agrees (CVE-2026-48978, CVE-2020-15157)', async () => {
    const thief = await witness((_, response) => response.end('{"token":"t"}'));
    const registry = await witness(wanting(`${thief.url}/token`));
    await expect(signedIn(registry).repository('a').resolve('1')).rejects.toMatchObject({
      code: 'auth.realm-untrusted',
      data: { registry: registry.host, realm: `${thief.url}/token` },
    });
    const asked: unknown[] = [];
    const refusing = signedIn(registry, {
      confirmRealm: async (question) => {
        asked.push(question);
        return false;
      },
    });
    for (let i = 0; i < 2; i++) {
      await expect(refusing.repository('a').resolve('1')).rejects.toMatchObject({
        code: 'auth.realm-untrusted',
      });
    }
    expect(asked).toEqual([{ registry: registry.host, realm: thief.host }]);
    expect(thief.seen).toEqual([]);
  });

  test('a path of the registry that looks like another host is requested from the registry', async () => {
    const thief = await witness((_, response) => response.end('{"token":"t"}'));
    for (const slashes of ['//', '/\\\\', '///', '//[']) {
      const paths: string[] = [];
      const registry: Witness = await witness((request, response) => {
        paths.push(request.url ?? '');
        wanting(`${registry.url}${slashes}${thief.host}/token`)(request, response);
      });
      // The registry itself may get its own password; as a token server its response is useless.
      await expect(signedIn(registry).repository('a').resolve('1')).rejects.toMatchObject({
        data: { registry: registry.host, status: 401 },
      });
      expect(paths.some((path) => path.includes(`${thief.host}/token`))).toBe(true);
    }
    expect(thief.seen).toEqual([]);
  });

  test('after the person agreed, only that host', async () => {
    const tokens = await witness((_, response) => response.end('{"token":"t"}'));
    const registry = await witness(wanting(`${tokens.url}/token`));
    const agreeing = signedIn(registry, {
      confirmRealm: async ({ realm }) => realm === tokens.host,
    });
    await expect(agreeing.repository('a').resolve('1')).rejects.toMatchObject({
      code: 'auth.denied',
    });
    expect(carried(tokens).map(({ headers }) => headers.authorization)).toEqual([
      basicAuthorization(credentials),
    ]);
    // The registry gets the token, never the password.
    expect(carried(registry).map(({ headers }) => headers.authorization)).toEqual(['Bearer t']);
  });

  test('a token server that redirects (go-containerregistry#2285)', async () => {
    const thief = await witness((_, response) => response.end('{"token":"t"}'));
    for (const status of [302, 307, 308]) {
      const server: Witness = await witness((request, response) => {
        if (request.url?.startsWith('/token')) {
          response.writeHead(status, { Location: `${thief.url}/token` }).end();
        } else wanting(`${server.url}/token`)(request, response);
      });
      const clock = { now: () => 0, random: () => 0.5, sleep: async () => {} };
      for (const who of [credentials, { identityToken: 'secret' }]) {
        await expect(
          signedIn(server, { credentials: who, clock }).repository('a').resolve('1'),
        ).rejects.toMatchObject({ code: 'registry.protocol', data: { reason: 'redirected' } });
      }
    }
    expect(thief.seen).toEqual([]);
  });

  test('an invalid token, or one that would break out of its header', async () => {
    const noTokens = ['{"token":"a\\r\\nb: c"}', '{"token":1}', '{}', '<html>', '"t"'];
    // Go's clients would send the second one.
    const twoTokens = ['{"token":"a","to\u212aen":"b"}', '{"token":"a","token":"b"}'];
    for (const body of [...noTokens, ...twoTokens]) {
      const server: Witness = await witness((request, response) => {
        if (request.url?.startsWith('/token')) response.end(body);
        else wanting(`${server.url}/token`)(request, response);
      });
      await expect(signedIn(server).repository('a').resolve('1')).rejects.toMatchObject({
        code: 'registry.protocol',
        data: { reason: 'no-token' },
      });
    }
  });

  test('an endless token response (go-containerregistry#2293)', async () => {
    let sent = 0;
    const server: Witness = await witness((request, response) => {
      if (!request.url?.startsWith('/token'))
        return wanting(`${server.url}/token`)(request, response);
      const more = () => {
        sent += 65_536;
        if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(more));
      };
      more();
    });
    await expect(signedIn(server).repository('a').resolve('1')).rejects.toMatchObject({
      code: 'registry.protocol',
    });
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe('redirects', () => {
  /** Asks for Basic, then redirects authorised requests to another host. */
  const leading =
    (to: string): RequestListener =>
    (request, response) => {
      if (request.headers.authorization) {
        response.writeHead(307, { Location: `${to}/elsewhere` }).end();
      } else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="r"' }).end();
    };

  test('another origin gets no Authorization, nor an answer to its 401 (GHSA-vh4v-2xq2-g5cg)', async () => {
    const thief = await witness((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="r"' }).end();
    });
    const registry = await witness(leading(thief.url));
    const { layer } = await sampleArtifact('redirected');
    await expect(signedIn(registry).repository('a').fetch(layer)).rejects.toMatchObject({
      code: 'registry.protocol',
      data: { reason: 'redirected', origin: thief.url },
    });
    expect(thief.seen).toHaveLength(1);
    expect(carried(thief)).toEqual([]);
  });

  test('through the proxy no redirect is followed, since its header would be sent along', async () => {
    const thief = await witness((_, response) => response.end('x'));
    const proxy = await witness((_, response) => {
      response.writeHead(307, { Location: `${thief.url}/elsewhere` }).end();
    });
    const base = `${proxy.url}/registry/reg.example`;
    const registry = signedIn(proxy, { host: 'reg.example', base, proxied: true });
    const { layer } = await sampleArtifact('proxied');
    await expect(registry.repository('a').fetch(layer)).rejects.toMatchObject({
      code: 'registry.protocol',
      data: { reason: 'redirected' },
    });
    expect(thief.seen).toEqual([]);
  });

  test('redirects in a circle end', async () => {
    const server: Witness = await witness((_, response) => {
      response.writeHead(307, { Location: `${server.url}/v2/a/manifests/1` }).end();
    });
    await expect(signedIn(server).repository('a').resolve('1')).rejects.toMatchObject({
      code: 'registry.unreachable',
    });
  });
});

describe('Location (CVE-2026-50151)', () => {
  test('another host is sent neither content nor credentials', async () => {
    const thief = await witness((_, response) => response.writeHead(201).end());
    const registry = await witness((request, response) => {
      if (request.method === 'POST') {
        response.writeHead(202, { Location: `${thief.url}/upload?x=1` }).end();
      } else response.writeHead(404).end();
    });
    const { layer, target } = await sampleArtifact('located');
    const push = signedIn(registry)
      .repository('a')
      .push(layer, await target.fetch(layer));
    await expect(push).rejects.toMatchObject({ code: 'registry.protocol' });
    expect(thief.seen).toEqual([]);
  });

  test('through the proxy another host that it allows gets content, no credentials', async () => {
    const proxy: Witness = await witness((request, response) => {
      const carries = request.headers['x-registry-authorization'];
      if (request.url?.startsWith('/registry/store.example/')) response.writeHead(201).end();
      else if (!carries) {
        response.writeHead(401, { 'X-Registry-WWW-Authenticate': 'Basic realm="r"' }).end();
      } else response.writeHead(202, { Location: 'https://store.example/up?sig=%2B' }).end();
    });
    const base = `${proxy.url}/registry/reg.example`;
    const registry = signedIn(proxy, { host: 'reg.example', base, proxied: true });
    const { layer, target } = await sampleArtifact('stored');
    await registry.repository('a').push(layer, await target.fetch(layer));
    const last = proxy.seen.at(-1);
    expect(last?.url).toBe(`/registry/store.example/up?sig=%2B&digest=${layer.digest}`);
    expect(last?.headers['x-registry-authorization']).toBeUndefined();
    // `Authorization` is for the proxy's own sign-in and must stay empty.
    expect(carried(proxy)).toEqual([]);
  });
});

test('X-Chartroom is sent with every request to the proxy, and never to a registry', async () => {
  const answer: Parameters<typeof witness>[0] = (request, response) => {
    if (request.url?.includes('/token')) response.end('{"token":"t"}');
    else if (request.headers['x-chartroom'] === undefined && request.url?.includes('/registry/')) {
      response.writeHead(403).end();
    } else {
      const realm = `http://${request.headers.host}/token`;
      const challenge = `Bearer realm="${realm}"`;
      response.writeHead(401, {
        'WWW-Authenticate': challenge,
        'X-Registry-WWW-Authenticate': challenge.replace(/:\/\/[^/]+/, '://reg.example'),
      });
      response.end();
    }
  };
  const [proxy, direct] = [await witness(answer), await witness(answer)];
  const base = `${proxy.url}/registry/reg.example`;
  for (const registry of [
    signedIn(proxy, { host: 'reg.example', base, proxied: true }),
    signedIn(direct),
  ]) {
    await expect(registry.repository('a').tags()).rejects.toMatchObject({ code: 'auth.denied' });
  }
  const marks = ({ seen }: Witness) => seen.map(({ headers }) => headers['x-chartroom']);
  expect(marks(proxy)).toEqual(['1', '1', '1']);
  expect(marks(direct)).toEqual([undefined, undefined, undefined]);
});

test('through the proxy a token server is reached by its own path there', async () => {
  const proxy: Witness = await witness((request, response) => {
    const { url = '', headers } = request;
    if (url.startsWith('/registry/auth.docker.io/token?')) response.end('{"token":"t"}');
    else if (headers['x-registry-authorization'] === 'Bearer t') response.end('{"tags":["1"]}');
    else {
      const challenge = 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"';
      response.writeHead(401, { 'X-Registry-WWW-Authenticate': challenge }).end();
    }
  });
  const base = `${proxy.url}/registry/registry-1.docker.io`;
  const registry = signedIn(proxy, { host: 'docker.io', base, proxied: true });
  expect((await registry.repository('library/chart').tags()).names).toEqual(['1']);
  const asked = proxy.seen.find(({ url }) => url?.includes('/token'));
  expect(asked?.headers['x-registry-authorization']).toBe(basicAuthorization(credentials));
});

test('addresses in descriptors are ignored (CVE-2020-15157)', async () => {
  const thief = await witness((_, response) => response.end('x'));
  const registry = await witness((_, response) => response.writeHead(404).end());
  const { layer } = await sampleArtifact('urls');
  const foreign = { ...layer, urls: [`${thief.url}/layer`] };
  await expect(signedIn(registry).repository('a').fetch(foreign)).rejects.toMatchObject({
    code: 'blob.not-found',
  });
  expect(thief.seen).toEqual([]);
});
