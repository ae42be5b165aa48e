import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import {
  isHtpasswdAvailable,
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../support/registry.ts';
import { ask, faultCode } from './ask.ts';

const digestOf = (bytes: Uint8Array) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const account = { user: 'mate', password: 'pa:ss wörd' };
const basic = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`;

describe.skipIf(!isNginxAvailable() || !isRegistryAvailable())(
  'the real registry behind nginx.conf',
  () => {
    let open: RunningRegistry;
    let nginx: RunningNginx;

    beforeAll(async () => {
      open = await startRegistry();
      nginx = await startNginx({
        registries: { [open.host]: open.url, 'localhost:1': 'http://localhost:1' },
      });
    });

    afterAll(() => Promise.all([nginx?.stop(), open?.stop()]));

    async function push(
      registry: RunningRegistry,
      blob: Buffer,
      auth: Record<string, string>,
      site = nginx.url,
    ) {
      const start = await ask(site, `/registry/${registry.host}/v2/charts/a/blobs/uploads/`, {
        method: 'POST',
        headers: auth,
      });
      expect(start.status).toBe(202);
      const { location = '' } = start.headers;
      expect(location).toMatch(`/registry/${registry.host}/v2/charts/a/blobs/uploads/`);
      const digest = digestOf(blob);
      const done = await ask(site, `${location}&digest=${encodeURIComponent(digest)}`, {
        method: 'PUT',
        headers: { ...auth, 'Content-Type': 'application/octet-stream' },
        body: blob,
      });
      expect(done.status).toBe(201);
      expect(done.headers['docker-content-digest']).toBe(digest);
      return digest;
    }

    it('takes a push and gives it back, whole and in part', async () => {
      const blob = randomBytes(300_000);
      const digest = await push(open, blob, {});
      const path = `/registry/${open.host}/v2/charts/a/blobs/${digest}`;

      const whole = await ask(nginx.url, path);
      expect(whole.status).toBe(200);
      expect(digestOf(whole.body)).toBe(digest);
      expect(whole.headers['content-length']).toBe('300000');
      expect(whole.headers['content-type']).toBe('application/octet-stream');

      const rest = await ask(nginx.url, path, { headers: { Range: 'bytes=299990-' } });
      expect(rest.status).toBe(206);
      expect(rest.headers['content-range']).toBe('bytes 299990-299999/300000');
      expect(rest.body.equals(blob.subarray(299_990))).toBe(true);

      const head = await ask(nginx.url, path, { method: 'HEAD' });
      expect([head.status, head.headers['content-length']]).toEqual([200, '300000']);
    });

    it('keeps the type and digest of a manifest', async () => {
      const config = await push(open, Buffer.from('{}'), {});
      const mediaType = 'application/vnd.oci.image.manifest.v1+json';
      const descriptor = {
        mediaType: 'application/vnd.oci.empty.v1+json',
        digest: config,
        size: 2,
      };
      const manifest = Buffer.from(
        JSON.stringify({ schemaVersion: 2, mediaType, config: descriptor, layers: [descriptor] }),
      );
      const path = `/registry/${open.host}/v2/charts/a/manifests/1.0.0`;
      const put = await ask(nginx.url, path, {
        method: 'PUT',
        headers: { 'Content-Type': mediaType },
        body: manifest,
      });
      expect(put.status).toBe(201);
      const got = await ask(nginx.url, path, { headers: { Accept: mediaType } });
      expect(got.raw.filter(([name]) => name === 'content-type')).toEqual([
        ['content-type', mediaType],
      ]);
      expect(got.headers['docker-content-digest']).toBe(digestOf(manifest));
      expect(got.body.equals(manifest)).toBe(true);
      expect(got.headers['cache-control']).toBe('no-store');
      expect(got.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
      expect(got.headers['access-control-allow-origin']).toBeUndefined();
    });

    it('passes errors on as the registry says them', async () => {
      const missing = await ask(nginx.url, `/registry/${open.host}/v2/charts/b/manifests/1`);
      expect([missing.status, faultCode(missing)]).toEqual([404, 'MANIFEST_UNKNOWN']);
    });

    describe.skipIf(!isHtpasswdAvailable())('with htpasswd', () => {
      let guarded: RunningRegistry;
      let site: RunningNginx;

      beforeAll(async () => {
        guarded = await startRegistry({ htpasswd: account });
        site = await startNginx({ registries: { [guarded.host]: guarded.url } });
      });
      afterAll(() => Promise.all([site?.stop(), guarded?.stop()]));

      it('signs in with a header of our own, and renames the challenge', async () => {
        const path = `/registry/${guarded.host}/v2/`;
        const refused = await ask(site.url, path, { headers: { Authorization: basic } });
        expect(refused.status).toBe(401);
        expect(refused.headers['www-authenticate']).toBeUndefined();
        expect(refused.headers['x-registry-www-authenticate']).toBe('Basic realm="tests"');

        const headers = { 'X-Registry-Authorization': basic };
        expect((await ask(site.url, path, { headers })).status).toBe(200);
        const blob = randomBytes(1000);
        expect(await push(guarded, blob, headers, site.url)).toBe(digestOf(blob));
      });
    });

    it('streams a body of any size, without a copy on disk', async () => {
      const blob = Buffer.alloc(64 * 1024 * 1024, 'chart');
      const digest = await push(open, blob, {});
      const got = await ask(nginx.url, `/registry/${open.host}/v2/charts/a/blobs/${digest}`);
      expect(digestOf(got.body)).toBe(digest);
      const log = await readFile(join(nginx.folder, '.chartroom/error.log'), 'utf8');
      expect(log).not.toContain('temporary file');
    });

    it('says that a registry does not answer', async () => {
      const answer = await ask(nginx.url, '/registry/localhost:1/v2/');
      expect([answer.status, faultCode(answer)]).toEqual([502, 'PROXY_UNREACHABLE']);
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('writes no query into its access log', async () => {
      await ask(nginx.url, `/registry/${open.host}/v2/?_state=secret-of-a-session`);
      const log = () => readFile(join(nginx.folder, '.chartroom/access.log'), 'utf8');
      // It is written once the answer is sent.
      await expect.poll(log).toContain(`"GET /registry/${open.host}/v2/" `);
      expect(await log()).not.toContain('secret-of-a-session');
    });
  },
);
