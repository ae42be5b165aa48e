import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpensslAvailable, makeCertificate, type Certificate } from '../support/certificate.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { ask, faultCode } from './ask.ts';

const runnable = isNginxAvailable() && isRegistryAvailable() && isOpensslAvailable();

describe.skipIf(!runnable)('TLS on both sides of nginx.conf', () => {
  let folder: string;
  let ours: Certificate;
  let registry: RunningRegistry;
  let nginx: RunningNginx;
  let doubting: RunningNginx;
  const unknownName = 'registry.example.org';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-tls-'));
    ours = makeCertificate(folder, 'registry');
    const site = makeCertificate(folder, 'site');
    registry = await startRegistry({ tls: ours });
    const registries = { [registry.host]: registry.url, [unknownName]: registry.url };
    nginx = await startNginx({ registries, authorities: ours.certificate, tls: site });
    doubting = await startNginx({ registries });
  });

  afterAll(async () => {
    await Promise.all([nginx?.stop(), doubting?.stop(), registry?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('reaches a registry whose certificate it can verify, and serves by TLS itself', async () => {
    const ca = await readFile(join(folder, 'site.crt'));
    const path = `/registry/${registry.host}/v2/a/blobs/uploads/`;
    const origin = { Origin: nginx.url };
    const answer = await ask(nginx.url, path, { method: 'POST', headers: origin, ca });
    expect(answer.status).toBe(202);
    expect(answer.headers.location).toMatch(path);
  });

  it('refuses a certificate of an authority it does not know', async () => {
    const answer = await ask(doubting.url, `/registry/${registry.host}/v2/`);
    expect([answer.status, faultCode(answer)]).toEqual([502, 'PROXY_UNREACHABLE']);
    const log = await readFile(join(doubting.folder, '.chartroom/error.log'), 'utf8');
    expect(log).toContain('SSL certificate verify error');
  });

  it('refuses a certificate for another name', async () => {
    const ca = await readFile(join(folder, 'site.crt'));
    const answer = await ask(nginx.url, `/registry/${unknownName}/v2/`, { ca });
    expect([answer.status, faultCode(answer)]).toEqual([502, 'PROXY_UNREACHABLE']);
    const log = await readFile(join(nginx.folder, '.chartroom/error.log'), 'utf8');
    expect(log).toContain('does not match');
  });
});
