import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configure, findNginx } from '../../scripts/lib/nginx.mjs';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { ask } from './ask.ts';

const shipped = await readFile(new URL('../../nginx.conf', import.meta.url), 'utf8');
const script = `${'export const chart = 1;\n'.repeat(100)}`;
const files: Record<string, string> = {
  'index.html': '<!doctype html><title>Chartroom</title>',
  'manifest.webmanifest': '{}',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/index-a1b2c3.js': script,
  'assets/index-a1b2c3.css': 'a{color:red}',
};

describe.skipIf(!isNginxAvailable())('the site that nginx.conf serves', () => {
  let root: string;
  let nginx: RunningNginx;

  beforeAll(async () => {
    // As in a clone below root's home: nobody but the owner may enter.
    root = await mkdtemp(join(tmpdir(), 'chartroom-dist-'));
    await mkdir(join(root, 'assets'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
    nginx = await startNginx({ root, names: ['charts.example.org'] });
  });

  afterAll(async () => {
    await nginx?.stop();
    await rm(root, { recursive: true, force: true });
  });

  it('serves a folder that only its owner can enter', async () => {
    expect((await stat(root)).mode & 0o777).toBe(0o700);
    const answer = await ask(nginx.url, '/');
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toBe(files['index.html']);
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
    ['/assets/index-a1b2c3.js', 'text/javascript; charset=utf-8'],
    ['/assets/index-a1b2c3.css', 'text/css; charset=utf-8'],
  ])('gives %s its type', async (path, type) => {
    expect((await ask(nginx.url, path)).headers['content-type']).toBe(type);
  });

  it('keeps what has a hash in its name for a year, and asks for the rest anew', async () => {
    const cacheOf = async (path: string) => (await ask(nginx.url, path)).headers['cache-control'];
    expect(await cacheOf('/assets/index-a1b2c3.js')).toBe('public, max-age=31536000, immutable');
    expect(await cacheOf('/')).toBe('no-cache');
    expect(await cacheOf('/config.json')).toBe('no-cache');
    expect(await cacheOf('/assets/not-there-yet.js')).toBe('no-cache');
  });

  it('answers an unchanged page with 304', async () => {
    const { etag = '' } = (await ask(nginx.url, '/')).headers;
    const again = await ask(nginx.url, '/', { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  it('compresses scripts', async () => {
    const headers = { 'Accept-Encoding': 'gzip' };
    const answer = await ask(nginx.url, '/assets/index-a1b2c3.js', { headers });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.body).toString()).toBe(script);
  });

  it.each(['/', '/assets/index-a1b2c3.js', '/nothing-here', '/config.json'])(
    'sends every security header once with %s',
    async (path) => {
      const { raw } = await ask(nginx.url, path);
      const values = (name: string) => raw.filter(([key]) => key === name).map(([, v]) => v);
      expect(values('content-security-policy')).toEqual([
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
          "font-src 'self'; manifest-src 'self'; connect-src 'self' http://localhost:5000; " +
          "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
          "require-trusted-types-for 'script'; trusted-types chartroom default svelte-trusted-html dompurify",
      ]);
      expect(values('x-content-type-options')).toEqual(['nosniff']);
      expect(values('referrer-policy')).toEqual(['no-referrer']);
      expect(values('cross-origin-opener-policy')).toEqual(['same-origin']);
      expect(values('cross-origin-resource-policy')).toEqual(['same-origin']);
      expect(values('permissions-policy')[0]).toContain('camera=()');
      expect(values('server')).toEqual(['nginx']);
      expect(values('x-registry-www-authenticate')).toEqual([]);
    },
  );

  it('says which registries it proxies', async () => {
    const answer = await ask(nginx.url, '/config.json');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body.toString())).toEqual({ proxied: ['localhost:5000'] });
  });

  it('says from where pictures may be shown, in its policy too', async () => {
    const images = ['https://pictures.example.org', 'https://*.example.com'];
    const other = await startNginx({ root, images });
    try {
      const answer = await ask(other.url, '/config.json');
      expect(JSON.parse(answer.body.toString())).toMatchObject({ images: images.join(' ') });
      const policy = answer.headers['content-security-policy'];
      expect(policy).toContain(`; img-src 'self' data: ${images.join(' ')}; `);
    } finally {
      await other.stop();
    }
  });

  it('goes by its own names only', async () => {
    const statusOf = async (Host: string) =>
      (await ask(nginx.url, '/config.json', { headers: { Host } })).status;
    expect(await statusOf('charts.example.org')).toBe(200);
    expect(await statusOf('127.0.0.1:8080')).toBe(200);
    expect(await statusOf('rebound.example.com')).toBe(421);
    expect(await statusOf('localhost.example.com')).toBe(421);
  });

  it('leaves its folder only where asked to: no dot segments, no directory listing', async () => {
    for (const path of ['/../nginx.conf', '/%2e%2e/nginx.conf', '/assets/..%2f..%2fnginx.conf']) {
      expect((await ask(nginx.url, path)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await ask(nginx.url, '/assets/')).status).toBe(403);
  });

  it('changes nothing but the marked block for a deployment', () => {
    expect(configure(shipped, {})).toBe(shipped);
    const outside = (text: string) => text.split(/^# --- (?:deployment|end of deployment) .*\n/m);
    const changed = configure(shipped, { port: 1, root: '/x', registries: { a: 'http://b' } });
    expect(outside(changed)[0]).toBe(outside(shipped)[0]);
    expect(outside(changed)[2]).toBe(outside(shipped)[2]);
    expect(outside(changed)[1]).not.toBe(outside(shipped)[1]);
  });

  it.skipIf(process.getuid?.() !== 0)('runs for an ordinary user too', async () => {
    const home = await mkdtemp(join(tmpdir(), 'chartroom-user-'));
    try {
      await chmod(home, 0o777);
      await writeFile(join(home, 'nginx.conf'), shipped);
      const test = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', 'stderr', '-t'];
      await mkdir(join(home, '.chartroom'));
      await chmod(join(home, '.chartroom'), 0o777);
      const run = promisify(execFile)(findNginx() ?? '', test, { uid: 65534, gid: 65534 });
      expect((await run).stderr).toContain('test is successful');
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
