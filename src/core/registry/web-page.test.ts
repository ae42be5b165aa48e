import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { copy } from '../content/copy.ts';
import { digestOf } from '../oci/digest.ts';
import { Registry } from './registry.ts';
import { isRegistryFront, isWebPage } from './web-page.ts';

const PAGE = '\n<!doctype html><title>Welcome</title><p>Sign in to this network.</p>';

const answer = (body: string, type = '', status = 200) => ({
  status,
  url: '',
  headers: new Headers(type ? { 'Content-Type': type } : {}),
  body: new Blob([body]),
  end: 'whole' as const,
});

describe('a web page', () => {
  test.each([
    ['HTML by its type', 'Welcome', 'text/html; charset=utf-8', true],
    ['HTML by its text, as it comes through the proxy', PAGE, 'application/octet-stream', true],
    ['JSON by the wrong type', '{"schemaVersion":2}', 'text/html', false],
    ['nothing', '', 'text/html', false],
    ['a list', '{"tags":[]}', 'application/json', false],
  ])('%s', async (_, body, type, expected) => {
    expect(await isWebPage(answer(body, type))).toBe(expected);
  });

  test.each([401, 403, 404, 502])('never with %i, which any server answers so', async (status) => {
    expect(await isWebPage(answer(PAGE, 'text/html', status))).toBe(false);
  });
});

describe('what answers /v2/ as registries do', () => {
  test.each([
    ['an object', '{}', true],
    ['Quay', 'true', true],
    ['no body', '', true],
    ['a page', PAGE, false],
    ['a line of text', 'It works!', false],
  ])('%s', async (_, body, expected) => {
    expect(await isRegistryFront(answer(body))).toBe(expected);
  });

  test('whatever names the API’s version', async () => {
    const registry = answer('It works!');
    registry.headers.set('Docker-Distribution-API-Version', 'registry/2.0');
    expect(await isRegistryFront(registry)).toBe(true);
  });
});

describe.each([
  ['a page', PAGE, 'text/html'],
  ['JSON of another kind', '{"status":"ok"}', 'application/json'],
])('a server that answers everything with 200 and %s', (kind, body, type) => {
  let server: RunningServer;
  let registry: Registry;
  beforeEach(async () => {
    server = await startServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'Content-Type': type }).end(body);
    });
    registry = new Registry({ host: server.host, transport: nodeTransport });
  });
  afterEach(() => server.stop());

  const NO_REGISTRY = { code: 'registry.protocol', data: { reason: 'no-registry', status: 200 } };

  test('is pulled nothing from', async () => {
    const repository = registry.repository('a');
    await expect(repository.resolve('1')).rejects.toMatchObject(NO_REGISTRY);
    await expect(repository.fetchManifest('1')).rejects.toMatchObject(NO_REGISTRY);
  });

  test('is pushed nothing to, and not said to hold something else', async () => {
    const { target } = await sampleArtifact('page');
    const pushing = copy(target, 'sample', registry.repository('a', { push: true }), '1');
    await expect(pushing).rejects.toMatchObject(NO_REGISTRY);
  });

  test('signs nobody in, and lists nothing', async () => {
    const credentials = { username: 'captain', password: 'any' };
    await expect(registry.signIn(credentials)).rejects.toMatchObject(NO_REGISTRY);
    expect(registry.signedIn).toBe(false);
    await expect(registry.ping()).rejects.toMatchObject(NO_REGISTRY);
    const reason = kind === 'a page' ? 'no-registry' : 'no-list';
    const noList = { code: 'registry.protocol', data: { reason } };
    await expect(registry.catalog()).rejects.toMatchObject(noList);
    await expect(registry.repository('a').tags()).rejects.toMatchObject(noList);
  });

  // Content that isn't what its digest says is told as that.
  if (kind !== 'a page') return;
  test('gives no blob', async () => {
    for (const size of [10, 100_000]) {
      const { layer } = await sampleArtifact('page', size);
      await expect(registry.repository('a').fetch(layer)).rejects.toMatchObject(NO_REGISTRY);
    }
  });
});

test.each([
  ['refuses to list tags', 404, '{"errors":[{"code":"NAME_UNKNOWN"}]}'],
  ['wants a sign-in for that', 401, ''],
  ['fails at it', 400, ''],
  ['lists none', 200, '{"name":"chartroom-no-such-chart","tags":null}'],
])('a registry that says more at /v2/, and %s', async (_, status, body) => {
  const server = await startServer((request, response) => {
    if (request.url === '/v2/') response.end('{"message":"welcome"}');
    else response.writeHead(status).end(body);
  });
  const registry = new Registry({ host: server.host, transport: nodeTransport });
  await registry.signIn({ username: 'captain', password: 'any' });
  expect(await registry.ping()).toEqual([]);
  await server.stop();
});

test('a blob may be a web page, and its download goes on where it was cut off', async () => {
  const blob = new Blob([PAGE]);
  const digest = await digestOf(blob);
  let cut = true;
  const server = await startServer((request, response) => {
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = PAGE.slice(start);
    response.writeHead(start > 0 ? 206 : 200, {
      'Content-Type': 'text/html',
      'Content-Length': rest.length,
      ...(start > 0 && { 'Content-Range': `bytes ${start}-${PAGE.length - 1}/${PAGE.length}` }),
    });
    if (cut) response.write(rest.slice(0, 20), () => response.destroy());
    else response.end(rest);
    cut = false;
  });
  const registry = new Registry({ host: server.host, transport: nodeTransport });
  const descriptor = { mediaType: 'text/html', digest, size: blob.size };
  expect(await (await registry.repository('a').fetch(descriptor)).text()).toBe(PAGE);
  await server.stop();
});
