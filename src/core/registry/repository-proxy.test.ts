import { afterEach, describe, expect, it, test } from 'vitest';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { ChartroomError } from '../errors.ts';
import { ChartRepository } from './chart-repository.ts';
import { addressesToServe, throughProxy } from './repository-proxy.ts';

const base = 'https://page.example/chartroom/repository';
const served = ['https://charts.example/stable', 'http://localhost:8879/'];

describe('what goes through the proxy', () => {
  it.each([
    ['https://charts.example/stable/index.yaml', 'https/charts.example/stable/index.yaml'],
    ['https://charts.example:443/stable/a.tgz', 'https/charts.example/stable/a.tgz'],
    [
      'https://charts.example/stable/a/b+1.tgz.prov?k=a%2Fb',
      'https/charts.example/stable/a/b+1.tgz.prov?k=a%2Fb',
    ],
    ['http://LOCALHOST:8879/index.yaml', 'http/localhost:8879/index.yaml'],
  ])('%s', (url, path) => {
    expect(throughProxy(url, { base, served })).toEqual({
      url: `${base}/${path}`,
      headers: { 'X-Chartroom': '1' },
      credentials: 'omit',
      redirect: 'refuse',
    });
    expect(throughProxy(url, { base, served, siteSignIn: true })?.credentials).toBe('same-origin');
  });

  it.each([
    'https://charts.example/index.yaml',
    'https://charts.example/stablest/index.yaml',
    'http://charts.example/stable/index.yaml',
    'https://charts.example.evil/stable/index.yaml',
    'https://charts.example/stable/../index.yaml',
    // What nginx would refuse may be reached by the page itself.
    'https://charts.example/stable/a.zip',
    "https://charts.example/stable/it's.tgz",
  ])('not %s', (url) => {
    expect(throughProxy(url, { base, served })).toBeUndefined();
  });
});

describe('what the proxy would have to serve', () => {
  const failed = (
    code: 'registry.cors' | 'registry.not-allowed' | 'registry.unreachable',
    url: string,
  ) =>
    addressesToServe(new ChartroomError(code, { method: 'GET', url, registry: 'charts.example' }));

  it.each([
    ['https://charts.example/a/index.yaml', ['https://charts.example/a']],
    ['https://files.example/x/1.0.0/a-1.0.0.tgz', ['https://files.example']],
    [
      'https://github.com/owner/charts/releases/download/a-1.0.0/a-1.0.0.tgz',
      ['https://github.com/owner/charts', 'https://release-assets.githubusercontent.com'],
    ],
    ['https://charts.example/a.zip', []],
    ['https://r.example/v2/a/manifests/1', []],
  ])('for %s', (url, addresses) => {
    expect(failed('registry.not-allowed', url)).toEqual(addresses);
    expect(failed('registry.cors', url)).toEqual(addresses);
    expect(failed('registry.unreachable', url)).toEqual([]);
  });

  it('for a redirect, the place that nginx names', () => {
    const refused = (detail: unknown, reason: 'redirect' | 'unreachable' = 'redirect') =>
      addressesToServe(
        new ChartroomError('proxy.refused', {
          method: 'GET',
          url: 'https://charts.example/a.tgz',
          registry: 'charts.example',
          reason,
          faults: [{ code: 'PROXY_REDIRECT', message: '', detail }],
        }),
      );
    expect(refused('https://assets.example')).toEqual(['https://assets.example']);
    expect(refused(undefined)).toEqual([]);
    expect(refused('https://assets.example', 'unreachable')).toEqual([]);
  });
});

let site: RunningServer | undefined;
afterEach(() => site?.stop());

test('a repository is asked through the proxy as far as that serves it, and then directly', async () => {
  const asked: string[] = [];
  site = await startServer((request, response) => {
    asked.push(`${request.url} ${String(request.headers['x-chartroom'])}`);
    response.setHeader('X-Chartroom-Proxy', '1');
    response.end('bytes');
  });
  const proxy = { base: `${site.url}/repository`, served: ['https://charts.example'] };
  const repository = new ChartRepository('https://charts.example', {
    transport: nodeTransport,
    proxy,
  });
  await repository.index();
  await repository.archive('a-1.tgz');
  await repository.archive(`${site.url}/elsewhere/b-1.tgz`);
  expect(asked).toEqual([
    '/repository/https/charts.example/index.yaml 1',
    '/repository/https/charts.example/a-1.tgz 1',
    '/elsewhere/b-1.tgz undefined',
  ]);
});

test('a refusal of the proxy is the proxy’s, and names the address that was asked for', async () => {
  site = await startServer((_, response) => {
    response.writeHead(403, { 'X-Chartroom-Refusal': 'PROXY_HOST' }).end('{}');
  });
  const proxy = { base: `${site.url}/repository`, served: ['https://charts.example'] };
  const index = new ChartRepository('https://charts.example', {
    transport: nodeTransport,
    proxy,
  }).index();
  await expect(index).rejects.toMatchObject({
    code: 'proxy.refused',
    data: { reason: 'host', url: 'https://charts.example/index.yaml', registry: 'charts.example' },
  });
});
