import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { ask, faultCode } from './ask.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const registry = 'registry.example.org';
const other = 'other.example.org:5000';
const underscored = 'my_registry.example.org:5000';
const secret = { 'X-Registry-Authorization': 'Bearer secret' };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe.skipIf(!isNginxAvailable())('what a registry may do through nginx.conf', () => {
  let upstream: Upstream;
  let storage: Upstream;
  let foreign: Upstream;
  let nginx: RunningNginx;
  let answer: Answer;
  let stored: Answer;

  beforeAll(async () => {
    upstream = await startUpstream((request, response) => answer(request, response));
    storage = await startUpstream((request, response) => stored(request, response));
    foreign = await startUpstream((_request, response) => response.end('foreign'));
    nginx = await startNginx({
      registries: { [registry]: upstream.url, [other]: upstream.url, [underscored]: upstream.url },
      storage: { [registry]: [storage.url] },
    });
  });

  beforeEach(() => {
    for (const { seen } of [upstream, storage, foreign]) seen.length = 0;
    stored = (_request, response) => response.end('stored');
  });

  afterAll(() => Promise.all([nginx?.stop(), upstream?.stop(), storage?.stop(), foreign?.stop()]));

  const get = (path = '/v2/', headers: Record<string, string> = secret) =>
    ask(nginx.url, `/registry/${registry}${path}`, { headers });

  function redirectTo(location: string, status = 307): Answer {
    return (_request, response) => {
      response.writeHead(status, { Location: location });
      response.end('elsewhere');
    };
  }

  describe('Location', () => {
    const long = `/v2/a?_state=${'x'.repeat(10_000)}`;
    it.each([
      [
        '/v2/a/blobs/uploads/1?_state=a%2Bb%3D',
        `/registry/${registry}/v2/a/blobs/uploads/1?_state=a%2Bb%3D`,
      ],
      [`https://${registry}/v2/a`, `/registry/${registry}/v2/a`],
      [`http://${registry}/v2/a`, `/registry/${registry}/v2/a`],
      [`https://${registry}:443/v2/a`, `/registry/${registry}/v2/a`],
      [`http://${registry}:80/v2/a`, `/registry/${registry}/v2/a`],
      [`https://${other}/v2/a`, `/registry/${other}/v2/a`],
      [`http://${underscored}/v2/a`, `/registry/${underscored}/v2/a`],
      ['http://my_registry/v2/a', '/registry/my_registry/v2/a'],
      ['1?_state=a%2Bb%3D/:', '1?_state=a%2Bb%3D/:'],
      ['../uploads/1', '../uploads/1'],
      ['?_state=1', '?_state=1'],
      ['https://evil.example.com/v2/a', '/registry/evil.example.com/v2/a'],
      [long, `/registry/${registry}${long}`],
    ])('%.60s leads back here', async (location, expected) => {
      answer = (_request, response) => response.writeHead(202, { Location: location }).end();
      const { status, headers } = await get();
      expect(status).toBe(202);
      expect(headers.location).toBe(expected);
    });

    it.each([
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//evil.example.com/v2/a',
      '/\\evil.example.com/v2/a',
      `https://user:pw@${registry}/v2/a`,
      `https://${registry}\\@evil.example.com/v2/a`,
      `https://${registry}`,
      'https:///v2/a',
      'a:b',
      'data:,x/y',
      '/v2/a b',
      '/v2/a\tb',
      `/v2/${Buffer.from('é').toString('latin1')}`,
      '',
    ])('%j leads nowhere', async (location) => {
      answer = (_request, response) => response.writeHead(202, { Location: location }).end();
      const { status, headers } = await get();
      expect([status, headers.location]).toEqual([202, undefined]);
    });

    it('by the address this site reaches the registry at, too', async () => {
      answer = (_request, response) =>
        response.writeHead(201, { Location: `${upstream.url}/v2/a` }).end();
      expect((await get()).headers.location).toBe(`/registry/${registry}/v2/a`);
    });

    it('of another host is refused when it is asked', async () => {
      const next = await ask(nginx.url, '/registry/evil.example.com/v2/a', { headers: secret });
      expect([next.status, faultCode(next)]).toEqual([403, 'PROXY_HOST']);
    });
  });

  it('takes addresses and tokens of many kilobytes', async () => {
    answer = (_request, response) => response.end('{}');
    const token = `Bearer ${'t'.repeat(30_000)}`;
    const long = `/v2/a?_state=${'x'.repeat(30_000)}`;
    expect((await get(long, { 'X-Registry-Authorization': token })).status).toBe(200);
    expect(upstream.seen[0]?.url).toBe(long);
    expect(upstream.seen[0]?.headers.authorization).toBe(token);
  });

  it('has no say over the browser', async () => {
    const forbidden = {
      'Set-Cookie': 'session=1',
      'Clear-Site-Data': '"*"',
      'Strict-Transport-Security': 'max-age=1',
      'Content-Disposition': 'attachment; filename=chart.exe',
      'Service-Worker-Allowed': '/',
      Refresh: '0; url=https://evil.example.com/',
      'Alt-Svc': 'h3=":443"',
      'Report-To': '{}',
      NEL: '{}',
      SourceMap: '/x.map',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Credentials': 'true',
      'Proxy-Authenticate': 'Basic realm=x',
      Vary: '*',
    };
    answer = (_request, response) =>
      response
        .writeHead(200, {
          ...forbidden,
          'Content-Security-Policy': 'script-src *',
          'X-Content-Type-Options': 'sniff',
          'Cache-Control': 'public',
          'Referrer-Policy': 'unsafe-url',
          'Docker-Content-Digest': 'sha256:1',
          ETag: '"1"',
          Link: '</v2/a/tags/list?last=b>; rel="next"',
        })
        .end('{}');
    const { headers, raw } = await get();
    for (const name of Object.keys(forbidden)) {
      expect([name, headers[name.toLowerCase()]]).toEqual([name, undefined]);
    }
    const values = (name: string) => raw.filter(([key]) => key === name).map(([, v]) => v);
    expect(values('content-security-policy')).toEqual(["default-src 'none'; sandbox"]);
    expect(values('x-content-type-options')).toEqual(['nosniff']);
    expect(values('cache-control')).toEqual(['no-store']);
    expect(values('referrer-policy')).toEqual(['no-referrer']);
    expect(headers['docker-content-digest']).toBe('sha256:1');
    expect(headers.etag).toBe('"1"');
    expect(headers.link).toBe('</v2/a/tags/list?last=b>; rel="next"');
  });

  it('may answer before it has the whole upload', async () => {
    answer = (request, response) => {
      request.once('data', () => response.writeHead(401, { 'Content-Length': '2' }).end('{}'));
    };
    const body = Buffer.alloc(20_000_000);
    const path = `/registry/${registry}/v2/a/blobs/uploads/1`;
    const refused = await ask(nginx.url, path, { method: 'PUT', headers: secret, body });
    expect([refused.status, refused.body.toString()]).toEqual([401, '{}']);
  });

  it('hears when the page gives up, up or down', async () => {
    const given = new Promise<string>((resolve) => {
      answer = (request, response) => {
        request.once('close', () => resolve('upload'));
        response.on('error', () => undefined);
      };
    });
    const path = `/registry/${registry}/v2/a/blobs/uploads/1`;
    const up = request(`${nginx.url}${path}`, {
      method: 'PUT',
      headers: { 'X-Chartroom': '1', 'Content-Length': '1000000' },
    });
    up.on('error', () => undefined).write(Buffer.alloc(1000));
    await expect.poll(() => upstream.seen.length).toBe(1);
    up.destroy();
    expect(await given).toBe('upload');

    const stopped = new Promise<string>((resolve) => {
      answer = (_request, response) => {
        response.writeHead(200, { 'Content-Length': '1000000' }).write(Buffer.alloc(1000));
        response.once('close', () => resolve('download'));
      };
    });
    const down = request(`${nginx.url}/registry/${registry}/v2/a/blobs/sha256:1`, {
      headers: { 'X-Chartroom': '1' },
    });
    down
      .once('response', () => down.destroy())
      .on('error', () => undefined)
      .end();
    expect(await stopped).toBe('download');
  });

  it('does not steer nginx', async () => {
    answer = (_request, response) =>
      response
        .writeHead(200, { 'X-Accel-Redirect': '/index.html', 'X-Accel-Expires': '9' })
        .end('own');
    expect((await get()).body.toString()).toBe('own');
  });

  it('says itself how long to wait', async () => {
    for (const status of [429, 503, 502]) {
      answer = (_request, response) => response.writeHead(status, { 'Retry-After': '7' }).end();
      const { status: relayed, raw } = await get();
      expect(relayed).toBe(status);
      expect(raw.filter(([name]) => name === 'retry-after')).toEqual([['retry-after', '7']]);
    }
  });

  it('is told apart from a server in front of it that gets no answer', async () => {
    for (const status of [502, 504]) {
      answer = (_request, response) => response.writeHead(status).end('<h1>Bad Gateway</h1>');
      const relayed = await get();
      expect([relayed.status, faultCode(relayed)]).toEqual([status, 'PROXY_GATEWAY']);
    }
    answer = redirectTo(`${storage.url}/x`);
    stored = (request) => request.socket.destroy();
    expect(faultCode(await get())).toBe('PROXY_ANSWER');
  });

  describe('redirects', () => {
    it.each([301, 302, 303, 307, 308])(
      '%i to its storage is followed, without credentials',
      async (status) => {
        answer = redirectTo(`${storage.url}/bucket/x?sig=a%2Fb`, status);
        const {
          status: relayed,
          body,
          headers,
        } = await get('/v2/a/blobs/sha256:1', {
          ...secret,
          Range: 'bytes=1-',
        });
        expect([relayed, body.toString(), headers.location]).toEqual([200, 'stored', undefined]);
        expect(headers['cache-control']).toBe('no-store');
        expect(storage.seen[0]?.url).toBe('/bucket/x?sig=a%2Fb');
        expect(storage.seen[0]?.headers.host).toBe(storage.host);
        expect(storage.seen[0]?.headers.range).toBe('bytes=1-');
        expect(storage.seen[0]?.headers.authorization).toBeUndefined();
        expect(upstream.seen[0]?.headers.authorization).toBe('Bearer secret');
      },
    );

    it('of HEAD stay HEAD', async () => {
      answer = redirectTo(`${storage.url}/x`);
      await ask(nginx.url, `/registry/${registry}/v2/a/blobs/sha256:1`, { method: 'HEAD' });
      expect(storage.seen[0]?.method).toBe('HEAD');
    });

    it('may go on within the storage, by path or in full', async () => {
      answer = redirectTo(`${storage.url}/1`);
      stored = (request, response) => {
        if (request.url === '/1') return redirectTo('/2')(request, response);
        if (request.url === '/2') return redirectTo(`${storage.url}/3`)(request, response);
        response.end('third');
      };
      expect((await get()).body.toString()).toBe('third');
      expect(storage.seen.map(({ url }) => url)).toEqual(['/1', '/2', '/3']);
    });

    it('within the registry itself are followed, by the name it goes by', async () => {
      for (const location of ['/v2/b', `https://${registry}/v2/b`]) {
        upstream.seen.length = 0;
        answer = (request, response) =>
          request.url === '/v2/a' ? redirectTo(location)(request, response) : response.end('b');
        expect((await get('/v2/a')).body.toString()).toBe('b');
        expect(upstream.seen[1]?.headers.host).toBe(registry);
        expect(upstream.seen[1]?.headers.authorization).toBeUndefined();
      }
    });

    it('to anywhere else are refused', async () => {
      for (const location of [
        `${foreign.url}/x`,
        `http://169.254.169.254/latest/meta-data/`,
        `${storage.url}@${foreign.host}/x`,
        `http://${storage.host}.evil.example.com/x`,
        `http://user:pw@${storage.host}/x`,
        `//${foreign.host}/x`,
        `/\\${foreign.host}/x`.replace('/\\', '\\\\'),
        `https://${other}/v2/`,
        'file:///etc/passwd',
        'unix:/var/run/docker.sock:/x',
        storage.url,
        '',
      ]) {
        answer = redirectTo(location);
        const relayed = await get();
        expect([location, relayed.status]).toEqual([location, 502]);
        expect([location, faultCode(relayed)]).toEqual([location, 'PROXY_REDIRECT']);
        expect(relayed.headers.location).toBeUndefined();
      }
      expect(foreign.seen).toEqual([]);
      expect(storage.seen).toEqual([]);
    });

    it('to the storage of another registry are refused', async () => {
      answer = redirectTo(`${storage.url}/x`);
      const relayed = await ask(nginx.url, `/registry/${other}/v2/`);
      expect([relayed.status, faultCode(relayed)]).toEqual([502, 'PROXY_REDIRECT']);
      expect(storage.seen).toEqual([]);
    });

    it('of the storage back to anywhere else are refused', async () => {
      answer = redirectTo(`${storage.url}/x`);
      stored = redirectTo(`${foreign.url}/x`);
      expect(faultCode(await get())).toBe('PROXY_REDIRECT');
      expect(foreign.seen).toEqual([]);
    });

    it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('of %s are refused', async (method) => {
      answer = redirectTo(`${storage.url}/x`);
      const relayed = await ask(nginx.url, `/registry/${registry}/v2/a`, { method, body: 'x' });
      expect([relayed.status, faultCode(relayed)]).toEqual([502, 'PROXY_REDIRECT']);
      expect(storage.seen).toEqual([]);
    });

    it('in a circle come to an end', async () => {
      answer = redirectTo(`${storage.url}/x`);
      stored = redirectTo(`${storage.url}/x`);
      const relayed = await get();
      expect([relayed.status, faultCode(relayed)]).toEqual([502, 'PROXY_REDIRECT']);
      expect(relayed.headers['content-type']).toBe('application/json');
      expect(storage.seen.length).toBe(5);
    });

    it('are followed five times', async () => {
      answer = redirectTo(`${storage.url}/1`);
      stored = (request, response) => {
        const step = Number(request.url?.slice(1));
        if (step < 5) redirectTo(`/${step + 1}`)(request, response);
        else response.end('fifth');
      };
      expect((await get()).body.toString()).toBe('fifth');
    });

    it("make the storage's challenge nobody's", async () => {
      const challenge = { 'WWW-Authenticate': 'Basic realm="bucket"' };
      answer = redirectTo(`${storage.url}/x`);
      stored = (_request, response) => response.writeHead(401, challenge).end();
      const { status, headers } = await get();
      expect(status).toBe(401);
      expect(headers['x-registry-www-authenticate']).toBeUndefined();
      expect(headers['www-authenticate']).toBeUndefined();
    });

    it('keep script out, too', async () => {
      answer = redirectTo(`${storage.url}/x`);
      stored = (_request, response) =>
        response.writeHead(200, { 'Content-Type': 'text/javascript', 'Set-Cookie': 'a=b' }).end();
      const { headers } = await get();
      expect(headers['content-type']).toBe('application/octet-stream');
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    });
  });
});
