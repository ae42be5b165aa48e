import { afterEach, expect, test } from 'vitest';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { ChartRepository } from './chart-repository.ts';
import type { Transport } from './transport.ts';

let server: RunningServer | undefined;
afterEach(() => server?.stop());

const at = (url: string) =>
  new ChartRepository(url, { transport: nodeTransport }).resolve('a/b.tgz');

test('addresses are resolved as Helm resolves them', () => {
  expect(at('https://c.example/charts')).toBe('https://c.example/charts/a/b.tgz');
  expect(at('https://c.example/charts/')).toBe('https://c.example/charts/a/b.tgz');
  expect(at('https://c.example/charts?key=1')).toBe('https://c.example/charts/a/b.tgz?key=1');
  const repository = new ChartRepository('https://c.example/charts', { transport: nodeTransport });
  expect(repository.resolve('/a.tgz')).toBe('https://c.example/a.tgz');
  expect(repository.resolve('https://d.example/a.tgz?x=1')).toBe('https://d.example/a.tgz?x=1');
  expect(repository.resolve('oci://r.example/a:1.0.0')).toBe('oci://r.example/a:1.0.0');
});

test('credentials are neither sent nor shown in errors', async () => {
  let authorization: string | undefined = 'not asked';
  server = await startServer((request, response) => {
    ({ authorization } = request.headers);
    response.statusCode = 401;
    response.end();
  });
  const { transport, sent } = recording();
  const url = `${server.url.replace('://', '://mate:secret@')}/charts?token=secret`;
  const failed = new ChartRepository(url, { transport }).index();
  await expect(failed).rejects.toMatchObject({ code: 'auth.required' });
  expect(JSON.stringify(await failed.catch((error) => error))).not.toContain('secret');
  expect(authorization).toBeUndefined();
  expect(sent[0]?.url).toBe(`${server.url}/charts/index.yaml?token=secret`);
});

test('a web page is told as that, and no YAML by its type', async () => {
  let body = '<!doctype html><title>Sign in</title>';
  server = await startServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(body);
  });
  const index = () => new ChartRepository(server?.url ?? '', { transport: nodeTransport }).index();
  await expect(index()).rejects.toMatchObject({
    code: 'registry.protocol',
    data: { reason: 'web-page', status: 200 },
  });
  body = 'apiVersion: v1\nentries: {}\n';
  expect(await index()).toBeDefined();
});

test('a server whose response is unreadable is distinguished from an unreachable one', async () => {
  const refused = () => Promise.reject(new TypeError('Failed to fetch'));
  const get = (answers: boolean) =>
    new ChartRepository('https://c.example', {
      transport: refused,
      probe: () => Promise.resolve(answers),
    }).index();
  await expect(get(true)).rejects.toMatchObject({ code: 'registry.cors' });
  await expect(get(false)).rejects.toMatchObject({ code: 'registry.unreachable' });
});

test('a broken connection isn’t called CORS where the index could be read', async () => {
  const transport: Transport = async ({ url }) => {
    if (!url.endsWith('/index.yaml')) throw new TypeError('Failed to fetch');
    return { status: 200, url, headers: new Headers(), body: new Blob(['{}']), end: 'whole' };
  };
  const repository = new ChartRepository('https://c.example', {
    transport,
    probe: async () => true,
  });
  await repository.index();
  const archive = (url: string) => repository.archive(url);
  await expect(archive('a-1.0.0.tgz')).rejects.toMatchObject({ code: 'registry.unreachable' });
  await expect(archive('https://d.example/a-1.0.0.tgz')).rejects.toMatchObject({
    code: 'registry.cors',
  });
});

test('the size of an index is limited', async () => {
  server = await startServer((_, response) => {
    const part = Buffer.alloc(1_000_000, 'a');
    for (let i = 0; i < 51; i++) response.write(part);
    response.end();
  });
  const index = new ChartRepository(server.url, { transport: nodeTransport }).index();
  await expect(index).rejects.toMatchObject({
    code: 'content.too-large',
    data: { limit: 50_000_000 },
  });
});
