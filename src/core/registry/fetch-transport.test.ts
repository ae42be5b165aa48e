import type { RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { fetchTransport } from './fetch-transport.ts';
import type { HttpRequest } from './transport.ts';

let server: RunningServer | undefined;
afterEach(() => server?.stop());

async function ask(listener: RequestListener, request: Partial<HttpRequest> = {}) {
  server = await startServer(listener);
  return nodeTransport({ method: 'GET', url: `${server.url}/`, ...request });
}

async function drip(response: ServerResponse, bytes: number, pause: number) {
  for (let i = 0; i < bytes; i++) {
    response.write('x');
    await sleep(pause);
  }
  response.end();
}

test('silence before the response counts as no response', async () => {
  const asked = ask(() => {}, { idleTimeout: 50 });
  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('silence within the response cuts it off; slowness doesn’t', async () => {
  const cut = await ask((_, response) => void response.write('x'), { idleTimeout: 400 });
  expect(cut).toMatchObject({ status: 200, end: 'cut' });
  expect(await cut.body.text()).toBe('x');
  await server?.stop();
  const slow = await ask((_, response) => void drip(response, 8, 100), { idleTimeout: 600 });
  expect(slow.end).toBe('whole');
  expect(await slow.body.text()).toBe('xxxxxxxx');
});

test('no more than the limit is kept', async () => {
  const seen: number[] = [];
  const long = await ask((_, response) => response.end('x'.repeat(1000)), {
    maxBytes: 100,
    onDownload: (bytes) => seen.push(bytes),
  });
  expect(long).toMatchObject({ end: 'over-limit' });
  expect(long.body.size).toBe(100);
  expect(Math.max(...seen)).toBe(100);
});

test('only the beginning of an error is kept, whatever the limit', async () => {
  const failed = await ask((_, response) => response.writeHead(500).end('x'.repeat(100_000)), {
    maxBytes: 1_000_000,
  });
  expect(failed.status).toBe(500);
  expect(failed.body.size).toBe(65_536);
});

test('no cookies and no referrer are sent', async () => {
  let headers = {};
  await ask((request, response) => {
    ({ headers } = request);
    response.end();
  });
  for (const name of ['cookie', 'referer', 'authorization'])
    expect(headers).not.toHaveProperty(name);
});

test('a request aborted before it begins sends nothing', async () => {
  let asked = 0;
  const signal = AbortSignal.abort();
  await expect(ask(() => asked++, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toBe(0);
});

test.each([
  ['a HEAD', { method: 'HEAD', headers: { 'Content-Length': '1417' } }],
  ['an answer that is said to be empty', { method: 'POST', headers: { 'Content-Length': '0' } }],
] as const)('the end of %s isn’t waited for', async (_, { method, headers }) => {
  // No server can be late with the end of nothing, as browsers are.
  const endless = new Response(new ReadableStream(), { status: 202, headers });
  const transport = fetchTransport(() => Promise.resolve(endless));
  const answer = await transport({ method, url: 'http://localhost/', idleTimeout: 1_000 });
  expect(answer).toMatchObject({ status: 202, end: 'whole' });
  expect(answer.body.size).toBe(0);
});
