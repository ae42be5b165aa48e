import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { ask, faultCode, type Question } from './ask.ts';
import { startUpstream, type Upstream } from './upstream.ts';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

const INDEX = 'apiVersion: v1\nentries: {}\n';
const redirectTo =
  (location: string): Answering =>
  (_request, response) =>
    response.writeHead(302, { Location: location }).end();

describe.skipIf(!isNginxAvailable())('chart repositories through nginx.conf', () => {
  let charts: Upstream;
  let archives: Upstream;
  let secret: Upstream;
  let nginx: RunningNginx;
  let answer: Answering;
  let archived: Answering;

  beforeAll(async () => {
    charts = await startUpstream((request, response) => answer(request, response));
    archives = await startUpstream((request, response) => archived(request, response));
    secret = await startUpstream((_request, response) => response.end('secret'));
    const local = `http://localhost:${new URL(charts.url).port}`;
    nginx = await startNginx({
      registries: { 'registry.example.org': secret.url },
      repositories: [
        `${charts.url}/stable`,
        `${local}/here/`,
        `${archives.url}/files`,
        `${archives.url}/assets`,
      ],
    });
  });

  beforeEach(() => {
    answer = (_request, response) => response.end(INDEX);
    archived = (_request, response) => response.end('archive');
    for (const { seen } of [charts, archives, secret]) seen.length = 0;
  });

  afterAll(() => Promise.all([nginx?.stop(), charts?.stop(), archives?.stop(), secret?.stop()]));

  const at = (address: string, question?: Question) =>
    ask(nginx.url, `/repository/${address.replace('://', '/')}`, question);

  it('serves the index and the archives of those in the list, and the places of archives', async () => {
    const asked = [
      `${charts.url}/stable/index.yaml`,
      `${charts.url}/stable/index.yaml?key=a%2Fb`,
      `${charts.url}/stable/sub/a-1.0.0+b.tgz`,
      `${charts.url}/stable/a%2B1.tgz.prov`,
      `${charts.url.replace('127.0.0.1', 'localhost')}/here/index.yaml`,
    ];
    for (const address of asked) {
      const { status, body } = await at(address);
      expect([address, status, body.toString()]).toEqual([address, 200, INDEX]);
    }
    expect(charts.seen.map(({ url }) => url)).toEqual(
      asked.map((address) => address.replace(/^http:..[^/]+/, '')),
    );
    expect((await at(`${archives.url}/files/a.tgz`)).body.toString()).toBe('archive');
    const { body } = await ask(nginx.url, '/config.json');
    expect(JSON.parse(body.toString())).toMatchObject({
      repositories: [
        `${charts.url}/stable`,
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    });
  });

  it('sends nothing of the caller’s but what the protocol needs', async () => {
    await at(`${charts.url}/stable/index.yaml`, {
      headers: {
        'X-Registry-Authorization': 'Basic theirs',
        Authorization: 'Basic this-site',
        Cookie: 'session=1',
        Origin: nginx.url,
        Referer: `${nginx.url}/`,
      },
    });
    expect(charts.seen[0]?.headers).toEqual({
      host: charts.host,
      'accept-encoding': 'identity',
      'user-agent': 'Chartroom',
    });
  });

  it('serves no other place', async () => {
    for (const address of [
      `${secret.url}/index.yaml`,
      `${charts.url}/index.yaml`,
      `${charts.url}/stablest/index.yaml`,
      `${charts.url}/stable.evil/index.yaml`,
      `${charts.url}0/stable/index.yaml`,
      `https://${charts.host}/stable/index.yaml`,
      `${charts.url}/other/stable/index.yaml`,
      `http://user@${charts.host}/stable/index.yaml`,
      `http://${secret.host}/${charts.url}/stable/index.yaml`,
      `http://${secret.host}/%22,%22http:/x/index.yaml`,
      `${charts.url}/stable/../index.yaml`,
      `${charts.url}/stable/%2e%2e/index.yaml`,
      `${charts.url}/stable/..%2findex.yaml`,
      `${charts.url}/stable/..;/index.yaml`,
      `${charts.url}/stable//index.yaml`,
      `${charts.url}/stable/%5c..%5cindex.yaml`,
      'ftp://example.org/index.yaml',
      'http://169.254.169.254/latest/index.yaml',
      'http:///index.yaml',
    ]) {
      const refused = await at(address);
      expect([address, refused.status]).toEqual([address, 403]);
      expect([address, faultCode(refused)]).toEqual([
        address,
        expect.toBeOneOf(['PROXY_HOST', 'PROXY_PATH']),
      ]);
    }
    expect(charts.seen).toEqual([]);
    expect(secret.seen).toEqual([]);
  });

  it('serves nothing else of a place in the list', async () => {
    for (const path of [
      '',
      'index.html',
      'index.yaml/x',
      'xindex.yaml',
      'v2/',
      'a.zip',
      'atgz',
      'a.tgz.sig',
      'token',
    ]) {
      const refused = await at(`${charts.url}/stable/${path}`);
      expect([path, refused.status, faultCode(refused)]).toEqual([path, 403, 'PROXY_PATH']);
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const refused = await at(`${charts.url}/stable/index.yaml`, { method, body: 'x' });
      expect([method, refused.status, faultCode(refused)]).toEqual([method, 405, 'PROXY_METHOD']);
    }
    expect(charts.seen).toEqual([]);
    expect((await at(`${charts.url}/stable/index.yaml`, { method: 'HEAD' })).status).toBe(200);
  });

  it('serves scripts of this site only', async () => {
    for (const headers of [
      { 'X-Chartroom': '' },
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'empty' },
      { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Dest': 'script' },
      { Origin: 'https://evil.example.com' },
    ]) {
      const refused = await at(`${charts.url}/stable/index.yaml`, { headers });
      expect([refused.status, faultCode(refused)]).toEqual([403, 'PROXY_CALLER']);
    }
    expect(charts.seen).toEqual([]);
  });

  it('passes on content as data, and no challenge', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html', ETag: '"1"' }).end('<script>');
    expect((await at(`${charts.url}/stable/index.yaml`)).headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      'x-chartroom-proxy': '1',
      etag: '"1"',
    });
    answer = (_request, response) =>
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="charts"' }).end();
    const { status, raw } = await at(`${charts.url}/stable/index.yaml`);
    expect(status).toBe(401);
    expect(raw.filter(([name]) => name.includes('www-authenticate'))).toEqual([]);
  });

  it('turns what isn’t HTTP into its own answer', async () => {
    answer = (request) =>
      request.socket.end('HTTP/1.1 103 X\r\n\r\nHTTP/1.1 200 OK\r\nClear-Site-Data: "*"\r\n\r\n');
    const { status, headers } = await at(`${charts.url}/stable/index.yaml`);
    expect([status, headers['x-chartroom-refusal']]).toEqual([502, 'PROXY_ANSWER']);
    expect(headers['clear-site-data']).toBeUndefined();
  });

  describe('redirects', () => {
    it('are followed to where the list allows, whatever the path', async () => {
      answer = redirectTo(`${archives.url}/files/a.tgz`);
      archived = (request, response) =>
        request.url === '/files/a.tgz'
          ? redirectTo('/assets/1?sig=a%2F..%2Fb')(request, response)
          : response.end('stored');
      expect((await at(`${charts.url}/stable/a.tgz`)).body.toString()).toBe('stored');
      expect(archives.seen.map(({ url }) => url)).toEqual([
        '/files/a.tgz',
        '/assets/1?sig=a%2F..%2Fb',
      ]);
    });

    it('by path are followed where this machine is named', async () => {
      answer = (request, response) =>
        request.url === '/here/index.yaml'
          ? redirectTo('/here/other')(request, response)
          : response.end('other');
      const named = charts.url.replace('127.0.0.1', 'localhost');
      expect((await at(`${named}/here/index.yaml`)).body.toString()).toBe('other');
    });

    it('to anywhere else are refused, with the place', async () => {
      for (const [location, place] of [
        [`${secret.url}/x`, secret.url],
        [`${charts.url}/elsewhere/a.tgz`, charts.url],
        ['/elsewhere/a.tgz', charts.url],
        [`${archives.url}/files/../x`, archives.url],
        [`${archives.url}/files/%2e%2e/x`, archives.url],
        [`${archives.url}/files/..%2Fx`, archives.url],
        [`${archives.url}/files\\..\\x`, archives.url],
        [`${archives.url}/filesystem`, archives.url],
        [`https://${archives.host}/files/x`, `https://${archives.host}`],
        [`http://evil.example/","${archives.url}/files/x`, 'http://evil.example'],
        [`http://evil","http://evil/x`, undefined],
        [`http://a@${secret.host}/x`, undefined],
        ['file:///etc/passwd', undefined],
      ] as const) {
        answer = redirectTo(location);
        const refused = await at(`${charts.url}/stable/a.tgz`);
        expect([location, refused.status, faultCode(refused)]).toEqual([
          location,
          502,
          'PROXY_REDIRECT',
        ]);
        const { errors } = JSON.parse(refused.body.toString()) as { errors: { detail?: string }[] };
        expect([location, errors[0]?.detail]).toEqual([location, place]);
      }
      expect(archives.seen).toEqual([]);
      expect(secret.seen).toEqual([]);
    });

    it('of a registry don’t lead to a chart repository', async () => {
      const registries = { 'registry.example.org': charts.url };
      const other = await startNginx({ registries, repositories: [archives.url] });
      try {
        answer = redirectTo(`${archives.url}/files/a.tgz`);
        const refused = await ask(other.url, '/registry/registry.example.org/v2/a/blobs/sha256:1');
        expect(faultCode(refused)).toBe('PROXY_REDIRECT');
        expect(archives.seen).toEqual([]);
      } finally {
        await other.stop();
      }
    });
  });
});
