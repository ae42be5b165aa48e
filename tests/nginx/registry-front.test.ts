import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpensslAvailable, makeCertificate } from '../support/certificate.ts';
import { isNginxAvailable } from '../support/nginx.ts';
import { startRegistryFront, type RunningRegistryFront } from '../support/registry-front.ts';
import {
  isHtpasswdAvailable,
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../support/registry.ts';
import { ask } from './ask.ts';

const account = { user: 'mate', password: 'secret' };
const Authorization = `Basic ${Buffer.from('mate:secret').toString('base64')}`;
const Origin = 'https://charts.test';
const preflight = {
  Origin,
  'Access-Control-Request-Method': 'PUT',
  'Access-Control-Request-Headers': 'authorization,content-type',
};

const available = isNginxAvailable() && isRegistryAvailable() && isHtpasswdAvailable();

for (const scheme of ['http', 'https'] as const) {
  const runnable = available && (scheme === 'http' || isOpensslAvailable());
  const name = `a registry with sign-in behind docs/registry-nginx.conf, over ${scheme}`;
  describe.skipIf(!runnable)(name, () => {
    let folder: string;
    let registry: RunningRegistry;
    let front: RunningRegistryFront;
    let ca: Buffer | undefined;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'chartroom-front-test-'));
      const tls = scheme === 'https' ? makeCertificate(folder, 'registry') : undefined;
      ca = tls && (await readFile(tls.certificate));
      // With the registry's own CORS headers on: the front must not let them come twice.
      registry = await startRegistry({ htpasswd: account });
      front = await startRegistryFront({
        registry: registry.host,
        origins: [Origin],
        tls,
      });
    });

    afterAll(async () => {
      await front?.stop();
      await registry?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const send = (path: string, question: Parameters<typeof ask>[2] = {}) =>
      ask(front.url, path, { ...question, ...(ca && { ca }) });

    it('answers the preflight before the registry can refuse it', async () => {
      const bare = await ask(registry.url, '/v2/', { method: 'OPTIONS', headers: preflight });
      expect(bare.status).toBe(401);
      const { status, headers } = await send('/v2/', { method: 'OPTIONS', headers: preflight });
      expect(status).toBe(204);
      expect(headers['access-control-allow-origin']).toBe(Origin);
      expect(headers['access-control-allow-methods']).toContain('PUT');
      expect(headers['access-control-allow-headers']).toContain('Authorization');
      expect(headers['access-control-max-age']).toBe('7200');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    });

    it('gives no leave to other sites', async () => {
      for (const origin of ['https://evil.test', `${Origin}.evil.test`, 'null']) {
        const question = { method: 'OPTIONS', headers: { ...preflight, Origin: origin } };
        const { status, headers } = await send('/v2/', question);
        expect([origin, status]).toEqual([origin, 401]);
        expect([origin, headers['access-control-allow-origin']]).toEqual([origin, undefined]);
      }
    });

    it.each([
      ['an answer', '/v2/', { Authorization }, 200],
      ['a challenge', '/v2/', {}, 401],
      ['an unknown manifest', '/v2/a/manifests/1', { Authorization }, 404],
      ['a path that the registry does not know', '/v2/a/referrers/x', { Authorization }, 404],
      ['what is no API', '/elsewhere', {}, 404],
    ])('lets the site read %s', async (_what, path, auth, expected) => {
      const { status, raw } = await send(path, { headers: { Origin, ...auth } });
      expect(status).toBe(expected);
      const values = (name: string) => raw.filter(([key]) => key === name).map(([, v]) => v);
      expect(values('access-control-allow-origin')).toEqual([Origin]);
      expect(values('access-control-expose-headers')).toHaveLength(1);
      expect(values('access-control-expose-headers')[0]).toContain('Docker-Content-Digest');
      expect(values('vary')).toEqual(['Origin']);
    });

    it('takes a push, and says where in the scheme and port that people use', async () => {
      const start = await send('/v2/charts/a/blobs/uploads/', {
        method: 'POST',
        headers: { Origin, Authorization },
      });
      expect(start.status).toBe(202);
      const { location = '' } = start.headers;
      expect(location).toMatch(`${front.url}/v2/charts/a/blobs/uploads/`);
      const digest = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
      const { pathname, search } = new URL(location);
      const done = await send(`${pathname}${search}&digest=${digest}`, {
        method: 'PUT',
        headers: { Origin, Authorization, 'Content-Type': 'application/octet-stream' },
        body: '{}',
      });
      expect([done.status, done.headers['docker-content-digest']]).toEqual([201, digest]);
    });

    it('leaves clients that are no browsers alone', async () => {
      const { status, headers } = await send('/v2/', { headers: { Authorization } });
      expect(status).toBe(200);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['access-control-expose-headers']).toBeUndefined();
    });
  });
}
