import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { ask, faultCode } from './ask.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const registry = 'registry.example.org:5000';

describe.skipIf(!isNginxAvailable())('the proxy of nginx.conf is open to nobody', () => {
  let listed: Upstream;
  let secret: Upstream;
  let nginx: RunningNginx;
  /** Takes what would be answered, if nothing shall be. */
  let silence: ((response: ServerResponse) => void) | undefined;

  beforeAll(async () => {
    listed = await startUpstream((_request, response) => {
      if (silence) silence(response);
      else response.end('{}');
    });
    secret = await startUpstream((_request, response) => response.end('secret'));
    nginx = await startNginx({
      registries: { [registry]: listed.url, 'docker.io': listed.url },
      hosts: {
        'auth.example.org': { of: registry, at: listed.url },
        'auth.docker.io': { of: 'docker.io', at: listed.url },
        'auth.elsewhere.org': { of: 'elsewhere.org', at: secret.url },
      },
    });
  });

  beforeEach(() => {
    listed.seen.length = 0;
    secret.seen.length = 0;
  });

  afterAll(() => Promise.all([nginx?.stop(), listed?.stop(), secret?.stop()]));

  it('reaches a registry in the list', async () => {
    expect((await ask(nginx.url, `/registry/${registry}/v2/`)).status).toBe(200);
    expect(listed.seen).toHaveLength(1);
  });

  it('reaches none that is not', async () => {
    const hosts = [
      secret.host,
      secret.host.replace('127.0.0.1', 'localhost'),
      secret.host.replace('127.0.0.1', '2130706433'),
      '[::1]:80',
      '169.254.169.254',
      'metadata.google.internal',
      'localhost:5000',
      'registry.example.org',
      'registry.example.org:5001',
      'registry.example.org:50000',
      'xregistry.example.org:5000',
      'registryxexample.org:5000',
      'elsewhere.org',
      'auth.elsewhere.org',
      `${registry}@${secret.host}`,
      `user:password@${registry}`,
      `${registry},docker.io`,
      `${registry}","docker.io`,
      `${registry}%0d%0aHost:%20${secret.host}`,
      `${registry}.`,
      `https:`,
      ``,
      `*`,
      `"`,
    ];
    for (const host of hosts) {
      const answer = await ask(nginx.url, `/registry/${host}/v2/`);
      expect([host, answer.status]).toEqual([host, 403]);
      expect([host, faultCode(answer)]).toEqual([host, 'PROXY_HOST']);
    }
    expect(listed.seen).toEqual([]);
    expect(secret.seen).toEqual([]);
  });

  it('reaches nothing of a registry but its API and token services', async () => {
    const paths = [
      '/',
      '/admin',
      '/debug/vars',
      '/metrics',
      '/v2x',
      '/v2/../admin',
      '/v2/%2e%2e/admin',
      '/v2/%2E%2E/admin',
      '/v2/.%2e/admin',
      '/v2/..%2fadmin',
      '/v2/%2e%2e%2fadmin',
      '/v2/..%5cadmin',
      '/v2/..\\admin',
      '/v2/..',
      '/v2/./x',
      '/v2/x/%2e%2e',
      '/v2/x/%2e%2e?n=1',
      '//v2/',
      '/tokens',
      '/V2/',
      // Parameters of a path segment, which Java servers cut off before they look at the dots.
      '/v2/..;/x',
      '/v2/..;a=b/x',
      '/v2/%2e%2e;/x',
      '/v2/%2e%2e%3b/x',
      '/v2/x;/y',
      '/token/..;/admin',
      // Encoded twice, too long, or as other alphabets have it.
      '/v2/%252e%252e/x',
      '/v2/..%252fx',
      '/v2/%25%32%65%25%32%65/x',
      '/v2/%c0%ae%c0%ae/x',
      '/v2/..%c0%af',
      '/v2/%e0%80%ae%e0%80%ae/x',
      '/v2/%uff0e%uff0e/x',
      '/v2/%ef%bc%8e%ef%bc%8e/x',
      '/v2/\u00e9',
      // Characters that end a segment for some, and are cut off by others.
      '/v2/..%09/x',
      '/v2/..%20/x',
      '/v2/..%00/x',
      '/v2/x%00',
      '/v2/x%0d%0aHost:%20elsewhere',
      '/v2/..%3f/x',
      '/v2/..%23/x',
      '/v2/..%0a',
      '/v2/x%5c..%5c..%5cadmin',
      '/v2/x%2f..%2fadmin',
      '/v2/x%2F../admin',
      '/v2/x%2f%2e',
      '/v2/.../x',
      '/v2/.hidden',
      '/v2//x',
      '/v2/x//y',
      '/v2/x%2F/y',
      '/v2/x%2F%2Fy',
      '/v2/*',
      "/v2/x'y",
      '/v2/x|y',
      '/v2/x<y>',
      '/v2/%',
      '/v2/%zz',
    ];
    for (const path of paths) {
      const answer = await ask(nginx.url, `/registry/${registry}${path}`);
      // What is left when nginx has tidied up the path is this site's own, and isn't there.
      expect([path, answer.status]).toEqual([path, expect.toBeOneOf([400, 403, 404])]);
      if (answer.status !== 404) {
        const code = expect.toBeOneOf(['PROXY_PATH', 'PROXY_REQUEST']) as string;
        expect([path, faultCode(answer)]).toEqual([path, code]);
      }
    }
    expect(listed.seen).toEqual([]);
    for (const path of ['/v2', '/v2/', '/token?scope=a', '/service/token', '/jwt/auth', '/auth']) {
      expect((await ask(nginx.url, `/registry/${registry}${path}`)).status).toBe(200);
    }
    expect(listed.seen.map(({ url }) => url)).toEqual([
      '/v2',
      '/v2/',
      '/token?scope=a',
      '/service/token',
      '/jwt/auth',
      '/auth',
    ]);
  });

  it('reaches whatever a registry may call its own', async () => {
    const paths = [
      '/v2/_catalog?n=1000&last=a%2Fb',
      '/v2/a/b-c__d.e/tags/list',
      '/v2/a/manifests/1.0.0-rc.1_build.5',
      '/v2/a/manifests/sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      '/v2/a/blobs/sha256%3A44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      '/v2/a/referrers/sha256:44?artifactType=application%2Fvnd.a%2Bjson',
      '/v2/a/blobs/uploads/',
      '/v2/a/blobs/uploads/?mount=sha256:44&from=b%2Fc',
      '/v2/a/blobs/uploads/AF2Xw-_~=,+:@%2B%3D?_state=%7B%22a%22%3A1%7D',
      '/v2/a/blobs/upload/x..y.',
      '/artifacts-uploads/namespaces/p/repositories/r/uploads/AF2Xw%3D%3D?upload_id=1',
    ];
    for (const path of paths) {
      const answer = await ask(nginx.url, `/registry/${registry}${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
    }
    expect(listed.seen.map(({ url }) => url)).toEqual(paths);
  });

  it('reaches the token services that the block lists', async () => {
    const paths = [
      '/token',
      '/auth',
      '/auth/token',
      '/jwt/auth',
      '/oauth/token',
      '/oauth2/token',
      '/oauth2/exchange',
      '/service/token',
      '/v2/token',
      '/v2/auth',
      '/zot/auth/token',
      '/swr/auth/v2/registry/auth/',
      '/20180419/docker/token',
      '/artifactory/api/docker/charts-local/v2/token',
      '/registry-internal/v1/regions/fr-par/tokens',
      '/realms/charts/protocol/docker-v2/auth',
      '/auth/realms/charts/protocol/docker-v2/auth',
    ].map((path) => `${path}?service=a&scope=repository:b:pull`);
    for (const path of paths) {
      const answer = await ask(nginx.url, `/registry/${registry}${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
    }
    expect(listed.seen.map(({ url }) => url)).toEqual(paths);
    listed.seen.length = 0;
    for (const path of [
      '/token/admin',
      '/artifactory/api/docker/charts-local/v2/tokens',
      '/artifactory/api/system/configuration',
      '/realms/charts/protocol/openid-connect/token',
      '/2018041/docker/token',
    ]) {
      expect([path, (await ask(nginx.url, `/registry/${registry}${path}`)).status]).toEqual([
        path,
        403,
      ]);
    }
    expect(listed.seen).toEqual([]);
  });

  it('is not led astray by paths that nginx tidies up', async () => {
    for (const path of [
      `/x/../registry/${registry}/v2/`,
      `//registry/${registry}/v2/`,
      `/registry//${registry}/v2/`,
      `/registry/../registry/${registry}/v2/`,
      `/%72egistry/${registry}/v2/`,
      `/registry/${registry}%2f..%2f${secret.host}/v2/`,
      `/registry/${registry}/../${secret.host}/v2/`,
      `/registry/${registry}/v2/../../${secret.host}/v2/`,
    ]) {
      expect([path, (await ask(nginx.url, path)).status]).toEqual([path, 403]);
    }
    expect(listed.seen).toEqual([]);
    expect(secret.seen).toEqual([]);
  });

  it('passes paths and queries on as they were sent', async () => {
    const tail = '/v2/a%2Fb/blobs/uploads/1?_state=a%2Bb%3D%3D&x=../..%2f&y=%20';
    expect((await ask(nginx.url, `/registry/${registry}${tail}`)).status).toBe(200);
    expect(listed.seen[0]?.url).toBe(tail);
  });

  it('passes on what the protocol needs and nothing else', async () => {
    await ask(nginx.url, `/registry/${registry}/v2/a/blobs/sha256:1`, {
      headers: {
        'X-Registry-Authorization': 'Bearer theirs',
        Authorization: 'Basic this-site',
        Accept: 'application/json',
        Range: 'bytes=5-',
        'If-None-Match': '"1"',
        Cookie: 'session=1',
        Origin: nginx.url,
        Referer: `${nginx.url}/`,
        Forwarded: 'host=evil.example.com;proto=https',
        'X-Forwarded-Host': 'evil.example.com',
        'X-Forwarded-Proto': 'https',
        'X-Forwarded-For': '10.0.0.1',
        'X-Real-IP': '10.0.0.1',
        'X-Original-URL': '/admin',
        'X-HTTP-Method-Override': 'DELETE',
        Upgrade: 'websocket',
        Connection: 'upgrade',
        'Accept-Encoding': 'gzip, br',
      },
    });
    expect(listed.seen[0]?.headers).toEqual({
      host: registry,
      authorization: 'Bearer theirs',
      accept: 'application/json',
      range: 'bytes=5-',
      'if-none-match': '"1"',
      'accept-encoding': 'identity',
      'user-agent': 'Chartroom',
    });
  });

  it("never passes on the password of the site's own door", async () => {
    const headers = { Authorization: 'Basic this-site' };
    await ask(nginx.url, `/registry/${registry}/v2/`, { headers });
    expect(listed.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('serves scripts of this site only', async () => {
    const statusFor = async (headers: Record<string, string>, method = 'GET') =>
      (await ask(nginx.url, `/registry/${registry}/v2/`, { method, headers })).status;
    const fetch = (site: string, dest: string) => ({
      'Sec-Fetch-Site': site,
      'Sec-Fetch-Dest': dest,
    });
    expect(await statusFor(fetch('same-origin', 'empty'))).toBe(200);
    expect(await statusFor({ Origin: nginx.url }, 'POST')).toBe(200);
    expect(await statusFor(fetch('cross-site', 'empty'))).toBe(403);
    expect(await statusFor(fetch('same-site', 'empty'))).toBe(403);
    expect(await statusFor(fetch('none', 'document'))).toBe(403);
    expect(await statusFor(fetch('same-origin', 'script'))).toBe(403);
    expect(await statusFor(fetch('same-origin', 'iframe'))).toBe(403);
    expect(await statusFor(fetch('same-origin', 'worker'))).toBe(403);
    expect(await statusFor({ Origin: 'https://evil.example.com' }, 'POST')).toBe(403);
    expect(await statusFor({ Origin: 'null' }, 'POST')).toBe(403);
    expect(await statusFor({ Origin: `${nginx.url}.example.com` }, 'POST')).toBe(403);
    expect(await statusFor({ Origin: 'http://localhost:1' }, 'POST')).toBe(403);
  });

  it('serves nobody who does not say that the page asks', async () => {
    for (const mark of ['', '0', 'true', '1, 1', '11']) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const headers = { 'X-Chartroom': mark, 'Sec-Fetch-Site': 'same-origin' };
        const answer = await ask(nginx.url, `/registry/${registry}/v2/`, { method, headers });
        expect([mark, method, answer.status]).toEqual([mark, method, 403]);
        if (method !== 'HEAD') expect(faultCode(answer)).toBe('PROXY_CALLER');
      }
    }
    const bare = `GET /registry/${registry}/v2/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    expect(await rawAnswer(nginx.url, bare)).toMatch(/^HTTP\/1\.1 403 [^]*PROXY_CALLER/);
    expect(listed.seen).toEqual([]);
  });

  it('answers no preflight and no unusual method', async () => {
    for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT']) {
      const answer = await rawAnswer(
        nginx.url,
        `${method} /registry/${registry}/v2/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 40[05] /);
      expect(answer.toLowerCase()).not.toContain('access-control-');
      expect(answer).toMatch(/\r\nContent-Security-Policy: [^]*\r\n\r\n\{"errors":\[/);
    }
    expect(listed.seen).toEqual([]);
  });

  it('takes its target from the path, whatever the request line or Host say', async () => {
    const request = (line: string) =>
      `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    expect(await rawAnswer(nginx.url, request(`GET ${secret.url}/v2/`))).toMatch(/^HTTP\/1\.1 4/);
    expect(await rawAnswer(nginx.url, request(`CONNECT ${secret.host}`))).toMatch(/^HTTP\/1\.1 40/);
    expect(secret.seen).toEqual([]);
  });

  it('reaches the token servers of listed registries', async () => {
    for (const host of ['auth.example.org', 'auth.docker.io']) {
      expect((await ask(nginx.url, `/registry/${host}/token`)).status).toBe(200);
    }
    expect(listed.seen.map(({ headers }) => headers.host)).toEqual([
      'auth.example.org',
      'auth.docker.io',
    ]);
    expect((await ask(nginx.url, '/registry/gitlab.com/jwt/auth')).status).toBe(403);
  });

  it('is fast enough for a fast client', async () => {
    const statuses: number[] = [];
    // A burst of 1,000 is let through however quickly it comes, and other tests have sent some.
    const caller = async () => {
      for (let i = 0; i < 20; i++) {
        statuses.push((await ask(nginx.url, `/registry/${registry}/v2/`)).status);
      }
    };
    await Promise.all(Array.from({ length: 40 }, caller));
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  it('refuses who asks for too much at once, and says for how long', async () => {
    const held: ServerResponse[] = [];
    silence = (response) => held.push(response);
    const answers = Array.from({ length: 65 }, () => ask(nginx.url, `/registry/${registry}/v2/`));
    const refused = await Promise.any(answers);
    expect([refused.status, faultCode(refused)]).toEqual([429, 'PROXY_LIMIT']);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.headers['content-type']).toBe('application/json');

    silence = undefined;
    held.forEach((response) => response.end('{}'));
    expect((await Promise.all(answers)).filter(({ status }) => status === 200)).toHaveLength(64);
  });
});

function rawAnswer(url: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (data) => (text += data));
    socket.once('close', () => resolve(text)).once('error', reject);
    socket.write(request);
  });
}
