import { expect, test } from 'vitest';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer } from '../../../tests/support/server.ts';
import { exchange, type Probe } from './exchange.ts';
import type { Transport } from './transport.ts';

const request = { method: 'GET', url: 'http://registry.example/v2/' } as const;
const facts = { ...request, registry: 'registry.example' };
const cause = new TypeError('fetch failed');
const unreadable: Transport = () => Promise.reject(cause);

test('every response is passed on', async () => {
  const server = await startServer((_, response) => response.writeHead(503).end('busy'));
  const answer = await exchange({ ...request, url: server.url }, facts, {
    transport: nodeTransport,
  });
  await server.stop();
  expect(answer.status).toBe(503);
});

test.each<[string, Probe | undefined, string]>([
  ['something answers there', async (url) => url === request.url, 'registry.cors'],
  ['nothing answers there', async () => false, 'registry.unreachable'],
  ['nobody can look', undefined, 'registry.unreachable'],
])('no answer that can be read, and %s', async (_, probe, code) => {
  const failing = exchange(request, facts, { transport: unreadable, probe });
  await expect(failing).rejects.toMatchObject({ code, data: facts, cause });
});

test('without a response of the proxy it is the site that is away', async () => {
  const failing = exchange(request, facts, { transport: unreadable, proxied: true });
  await expect(failing).rejects.toMatchObject({
    code: 'registry.unreachable',
    data: { ...facts, proxied: true },
    cause,
  });
});

test('silence isn’t CORS, though something answers there', async () => {
  const server = await startServer(() => undefined);
  const silent = { ...request, url: server.url, idleTimeout: 50 };
  const probe = () => Promise.resolve(true);
  const failing = exchange(silent, facts, { transport: nodeTransport, probe });
  await expect(failing).rejects.toMatchObject({
    code: 'registry.unreachable',
    data: { silence: 0.05 },
  });
  await server.stop();
});

test('an aborted request isn’t probed', async () => {
  const probe = () => Promise.reject(new Error('asked all the same'));
  const aborted = { ...request, signal: AbortSignal.abort() };
  const failing = exchange(aborted, facts, { transport: nodeTransport, probe });
  await expect(failing).rejects.toMatchObject({ code: 'aborted' });
});
