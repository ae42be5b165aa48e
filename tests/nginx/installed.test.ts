import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copy } from '../../src/core/content/copy.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import {
  isOpensslAvailable,
  makeCertificate,
  TLS_NAME,
  type Certificate,
} from '../support/certificate.ts';
import { isNginxAvailable } from '../support/nginx.ts';
import {
  htpasswdFile,
  isHtpasswdAvailable,
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../support/registry.ts';
import {
  isSandboxAvailable,
  startInstalled,
  unbuiltRelease,
  type StartedSite,
} from '../support/start-script.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { guardedTransport } from '../support/tls-fetch.ts';
import { ask, faultCode } from './ask.ts';

const runnable =
  isNginxAvailable() && isRegistryAvailable() && isOpensslAvailable() && isHtpasswdAvailable();
const account = { user: 'mate', password: 'door' };

describe.skipIf(!runnable || !isSandboxAvailable())(
  'a site laid out as the image is, read-only and without root: two registries, TLS, a password',
  () => {
    let folder: string;
    let own: Certificate;
    let plain: RunningRegistry;
    let encrypted: RunningRegistry;
    let tokens: RunningServer;
    let site: StartedSite;
    let url: string;
    let ca: Buffer;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'chartroom-installed-'));
      own = makeCertificate(folder, 'site');
      ca = await readFile(own.certificate);
      plain = await startRegistry();
      encrypted = await startRegistry({ tls: own });
      tokens = await startServer((_, response) => response.end('{"token":"of-the-server"}'));
      // One file, as a container mounts it, and the rest from the environment.
      const settings = join(folder, 'settings');
      await writeFile(
        settings,
        [
          `REGISTRIES=${plain.host}\n  ${TLS_NAME}`,
          '# Only this one has a token server.',
          `REGISTRY_HOSTS=auth.test=${TLS_NAME}`,
          `REGISTRY_ADDRESSES="${TLS_NAME}=${encrypted.url} auth.test=${tokens.url}"`,
        ].join('\n'),
      );
      site = await startInstalled(await unbuiltRelease(folder), folder, {
        SETTINGS: settings,
        AUTHORITIES: own.certificate,
        TLS_CERTIFICATE: own.certificate,
        TLS_KEY: own.key,
        PASSWORDS: await htpasswdFile(folder, account),
      });
      url = `https://localhost:${site.port}`;
    });

    afterAll(async () => {
      await Promise.all([site, plain, encrypted, tokens].map((each) => each?.stop()));
      await rm(folder, { recursive: true, force: true });
    });

    const password = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`;

    it('serves the page to those who have the password, and its registries to the page', async () => {
      const config = await ask(url, '/config.json', { ca });
      expect(JSON.parse(config.body.toString())).toEqual({
        proxied: [plain.host, TLS_NAME],
        signIn: true,
      });
      expect((await ask(url, '/', { ca })).status).toBe(401);
      const page = await ask(url, '/', { ca, headers: { Authorization: password } });
      expect([page.status, page.body.toString()]).toEqual([
        200,
        expect.stringContaining('Chartroom'),
      ]);
    });

    it('sends plain HTTP on to TLS, and logs no warning of its own configuration', async () => {
      const host = `localhost:${site.port}`;
      const answer = await ask(`http://${host}`, '/registry/a/v2/?b=c', {});
      expect([answer.status, answer.headers.location]).toEqual([
        301,
        `https://${host}/registry/a/v2/?b=c`,
      ]);
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      const foreign = await ask(`http://${host}`, '/', { headers: { Host: 'other.test' } });
      expect(foreign.status).toBe(421);
      expect(await site.log()).not.toContain('[warn]');
    });

    it('takes a push to a registry and gives it back', async () => {
      const registry = new Registry({
        host: plain.host,
        base: `${url}/registry/${plain.host}`,
        proxied: true,
        transport: guardedTransport({ ca, headers: { Authorization: password } }),
      });
      const repository = registry.repository('charts/home', { push: true });
      const { target, layer } = await sampleArtifact('home', 3_000_000);
      await copy(target, 'sample', repository, '1.0.0');
      expect((await repository.fetch(layer)).size).toBe(layer.size);
      expect((await repository.tags()).names).toEqual(['1.0.0']);
    });

    it('believes the authorities that it is given, for a registry that has TLS', async () => {
      const headers = { Authorization: password };
      const answer = await ask(url, `/registry/${TLS_NAME}/v2/`, { ca, headers });
      expect(answer.status).toBe(200);
    });

    it('reaches the token server of the one registry that has one, and no other host', async () => {
      const headers = { Authorization: password };
      const answer = await ask(url, '/registry/auth.test/token?service=a', { ca, headers });
      expect(answer.body.toString()).toBe('{"token":"of-the-server"}');
      const refusal = await ask(url, '/registry/other.test/token', { ca, headers });
      expect([refusal.status, faultCode(refusal)]).toEqual([403, 'PROXY_HOST']);
    });

    it('answers its health check, until it is told to end', async () => {
      expect(site.health()).toBe(0);
      expect(await site.signal('SIGQUIT')).toBe(0);
      expect(site.health()).not.toBe(0);
    });
  },
);
