import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isChartroomError, type ChartroomError } from '../../src/core/errors.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import type { Repository } from '../../src/core/registry/repository.ts';
import { errorWords } from '../../src/text/errors.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { startPlainNginx } from '../support/plain-nginx.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import type { RunningServer } from '../support/server.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const registry = 'registry.example.org';
const down = 'down.example.org';
/** A registry below an nginx of its own, of which nothing is changed. */
const fronted = 'fronted.example.org';

describe.skipIf(!isNginxAvailable())('what the page tells of an answer of its own proxy', () => {
  let upstream: Upstream;
  let front: RunningServer;
  let nginx: RunningNginx;
  let answer: Parameters<typeof startUpstream>[0];

  beforeAll(async () => {
    upstream = await startUpstream((request, response) => answer(request, response));
    front = await startPlainNginx(
      `location / { proxy_pass ${upstream.url}; }\nlocation /v2/down/ { proxy_pass http://127.0.0.1:1; }`,
    );
    nginx = await startNginx({
      registries: {
        [registry]: upstream.url,
        [down]: 'http://127.0.0.1:1',
        [fronted]: front.url,
      },
    });
  });

  beforeEach(() => {
    answer = (_request, response) => response.writeHead(404).end();
  });

  afterAll(() => Promise.all([nginx?.stop(), front?.stop(), upstream?.stop()]));

  function repository(host: string, name = 'a', site = nginx.url): Repository {
    const base = `${site}/registry/${host}`;
    const credentials = { username: 'captain', password: 'secret' };
    const confirmRealm = () => Promise.resolve(true);
    const options = { host, base, proxied: true, transport: nodeTransport };
    return new Registry({ ...options, credentials, confirmRealm }).repository(name);
  }

  async function failure(work: Promise<unknown>): Promise<ChartroomError> {
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    if (!isChartroomError(error)) throw error;
    return error;
  }

  async function told(work: Promise<unknown>): Promise<[reason: string, what: string]> {
    const error = await failure(work);
    if (!isChartroomError(error, 'proxy.refused')) throw error;
    return [error.data.reason, errorWords(error).what];
  }

  const pull = (host: string) => told(repository(host).resolve('1'));

  async function push(to: Repository, size = 100): Promise<void> {
    const { target, layer } = await sampleArtifact(`told ${size}`, size);
    await to.push(layer, await target.fetch(layer));
  }

  const wanting = (realm: string) => {
    answer = (_request, response) => {
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm}",service="s"` }).end();
    };
  };

  it('a registry that is down', async () => {
    const what = `This site’s proxy gets no answer from ${down}; is it running?`;
    expect(await pull(down)).toEqual(['unreachable', what]);
  });

  it('a registry that is down behind a server of its own', async () => {
    const what = `A server in front of ${fronted} gets no answer from it; is it running?`;
    expect(await told(repository(fronted, 'down/a').resolve('1'))).toEqual(['gateway', what]);
  });

  it('a registry that is not on the list', async () => {
    const what = 'This site’s proxy doesn’t serve other.example.org; nothing was sent there.';
    expect(await pull('other.example.org')).toEqual(['host', what]);
  });

  it('a token service at a path that is not on the list', async () => {
    wanting(`https://${registry}/tokens/of/our/own`);
    const what = `This site’s proxy doesn’t pass on /tokens/of/our/own; nothing was sent to ${registry}.`;
    expect(await pull(registry)).toEqual(['path', what]);
  });

  it('a token server that is not on the list', async () => {
    wanting('https://auth.elsewhere.org/token');
    const what = `This site’s proxy doesn’t serve auth.elsewhere.org (for ${registry}); nothing was sent there.`;
    expect(await pull(registry)).toEqual(['host', what]);
  });

  it('a redirect to storage that is not on the list, by its address', async () => {
    answer = (_request, response) => {
      response.writeHead(307, { Location: 'https://bucket.example.org/x?signature=secret' }).end();
    };
    const { layer } = await sampleArtifact('stored elsewhere');
    const error = await failure(repository(registry).fetch(layer));
    const { what, next } = errorWords(error);
    expect(what).toBe(
      `${registry} redirects to https://bucket.example.org, and this site’s proxy doesn’t follow.`,
    );
    expect(next).toContain(`"${registry} https://bucket.example.org" 1; to $redirect_is_allowed`);
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('an upload that the registry wants elsewhere', async () => {
    answer = (_request, response) => {
      response.writeHead(202, { Location: 'http://registry:5000/v2/a/blobs/uploads/1' }).end();
    };
    const error = await failure(push(repository(registry)));
    const { what, next } = errorWords(error);
    expect(what).toBe(
      `${registry} wants uploads sent to registry:5000, which this site’s proxy doesn’t serve; nothing was sent there.`,
    );
    expect(next).toContain('Host with its port, and X-Forwarded-Proto');
  });

  it('an upload that the registry doesn’t say where to send', async () => {
    answer = (_request, response) => response.writeHead(202).end();
    const { what } = errorWords(await failure(push(repository(registry))));
    expect(what).toMatch(`${registry} takes the upload, but doesn’t say where to send it`);
  });

  it('an upload that is too large for the server in front of the registry', async () => {
    answer = (_request, response) => {
      response.writeHead(202, { Location: '/v2/a/blobs/uploads/1' }).end();
    };
    const error = await failure(push(repository(fronted), 3_000_000));
    expect(error.code).toBe('registry.refused');
    expect(errorWords(error).what).toBe(
      `A server in front of ${fronted} takes no request of that size; it never reached the registry (HTTP 413).`,
    );
  });

  describe('behind a server that is in front of the site', () => {
    const behind = async (
      location: (site: string) => string,
      work: (to: Repository) => unknown,
    ) => {
      const site = nginx.url.replace('localhost', '127.0.0.1');
      const server = await startPlainNginx(location(site));
      try {
        return await told(Promise.resolve(work(repository(registry, 'a', server.url))));
      } finally {
        await server.stop();
      }
    };
    const passing = (site: string, more = '') =>
      `location / { ${more} proxy_pass ${site}; proxy_set_header Host $http_host; }`;

    it('which takes no large requests: it reached nobody', async () => {
      answer = (_request, response) => {
        response.writeHead(202, { Location: '/v2/a/blobs/uploads/1' }).end();
      };
      const [reason, what] = await behind(passing, (to) => push(to, 3_000_000));
      expect([reason, what]).toEqual([
        'front',
        `A server in front of this site takes no request of that size (HTTP 413); it never reached ${registry}.`,
      ]);
    });

    it('which does not reach the site', async () => {
      const [reason, what] = await behind(
        () => passing('http://127.0.0.1:1'),
        (to) => to.resolve('1'),
      );
      expect([reason, what]).toEqual([
        'front',
        `A server in front of this site answers in the place of ${registry} (HTTP 502).`,
      ]);
    });

    it.each([
      ['a password', 'auth_basic "front"; auth_basic_user_file /dev/null;'],
      ['a page to sign in on', 'return 302 https://sign-in.example.org/;'],
    ])('which wants %s', async (_, more) => {
      const seen = upstream.seen.length;
      const [reason, what] = await behind(
        (site) => passing(site, more),
        (to) => to.resolve('1'),
      );
      expect([reason, what]).toEqual([
        'sign-in',
        'This site itself wants a sign-in, which the page doesn’t send along.',
      ]);
      expect(upstream.seen).toHaveLength(seen);
    });
  });
});

describe.skipIf(!isNginxAvailable() || !isRegistryAvailable())(
  'a registry that gives itself another address',
  () => {
    let server: RunningRegistry;
    let front: RunningServer;
    afterAll(() => Promise.all([front?.stop(), server?.stop()]));

    it('is told with that address, and what makes it right', async () => {
      server = await startRegistry();
      // As with `proxy_pass http://registry:5000` in a container network, without a line for Host.
      const address = server.url.replace('localhost', '127.0.0.1');
      front = await startPlainNginx(
        `location / { proxy_pass ${address}; proxy_set_header Host registry:5000; }`,
      );
      const { host } = front;
      const to = new Registry({ host, transport: nodeTransport }).repository('astray');
      const { target, layer } = await sampleArtifact('astray');
      const error: unknown = await to
        .push(layer, await target.fetch(layer))
        .catch((thrown: unknown) => thrown);
      if (!isChartroomError(error, 'registry.protocol')) throw error;
      const { what, next } = errorWords(error);
      expect(what).toBe(
        `${host} wants uploads sent to http://registry:5000; nothing was sent there (HTTP 202).`,
      );
      expect(next).toContain('Host with its port, and X-Forwarded-Proto');
    });
  },
);
