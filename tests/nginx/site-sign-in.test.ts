import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { ask, faultCode } from './ask.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const registry = 'registry.example.org';
const Authorization = `Basic ${Buffer.from('site:door').toString('base64')}`;

describe.skipIf(!isNginxAvailable())('a password in front of the site', () => {
  let folder: string;
  let upstream: Upstream;
  let nginx: RunningNginx;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-door-'));
    const passwords = join(folder, 'passwords');
    await writeFile(passwords, 'site:{PLAIN}door\n');
    upstream = await startUpstream((_request, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="registry"' }).end('{}');
    });
    const registries = { [registry]: upstream.url };
    nginx = await startNginx({ registries, passwords, signIn: true });
  });

  afterAll(async () => {
    await Promise.all([nginx?.stop(), upstream?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('is told to the page, which may read that without it', async () => {
    const answer = await ask(nginx.url, '/config.json');
    expect(JSON.parse(answer.body.toString())).toEqual({ proxied: [registry], signIn: true });
    expect((await ask(nginx.url, '/')).status).toBe(401);
  });

  it('is asked for as the site’s own, and by the browser’s own form', async () => {
    const answer = await ask(nginx.url, `/registry/${registry}/v2/`);
    expect([answer.status, faultCode(answer)]).toEqual([401, 'PROXY_SIGN_IN']);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="site"');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(upstream.seen).toEqual([]);
  });

  it('lets the registry ask for its own, and is never passed on', async () => {
    for (const method of ['GET', 'HEAD']) {
      const headers = { Authorization, Cookie: 'session=1' };
      const answer = await ask(nginx.url, `/registry/${registry}/v2/`, { method, headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['x-chartroom-refusal']).toBeUndefined();
      expect(answer.headers['www-authenticate']).toBeUndefined();
      expect(answer.headers['x-registry-www-authenticate']).toBe('Basic realm="registry"');
    }
    for (const { headers } of upstream.seen) {
      expect([headers.authorization, headers.cookie]).toEqual([undefined, undefined]);
    }
  });
});
