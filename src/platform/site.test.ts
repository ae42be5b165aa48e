import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startServer, type RunningServer } from '../../tests/support/server.ts';
import { Proxies } from '../state/Proxies.svelte.ts';
import { siteConfig } from './site.ts';

const HOST = 'registry.example.org';
const NOTHING = { proxied: [], images: [], signIn: false };

/** What the site answers to one request for config.json. */
interface Answer {
  status: number;
  body?: string;
}
const OURS: Answer = { status: 200, body: JSON.stringify({ proxied: [HOST] }) };
const BUSY: Answer = { status: 502, body: '<h1>Bad Gateway</h1>' };

let site: RunningServer;
/** The answers to come, in order; the last one is given again and again. */
let answers: Answer[];
let asked: number;

beforeEach(async () => {
  asked = 0;
  site = await startServer((_request, response) => {
    const { status, body = '' } = answers[Math.min(asked++, answers.length - 1)] ?? BUSY;
    response.writeHead(status).end(body);
  });
  vi.stubGlobal('document', { baseURI: `${site.url}/` });
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await site.stop();
});

test.each<[string, Answer]>([
  ['404', { status: 404, body: '<h1>Not found</h1>' }],
  ['403, as S3 answers for what isn’t there', { status: 403, body: '<Error/>' }],
  ['the page, which some hosts give for every path', { status: 200, body: '<!doctype html>' }],
  ['JSON of another kind', { status: 200, body: '{"name":"config"}' }],
])('%s says that there is no proxy, once and for all', async (_, answer) => {
  answers = [answer, OURS];
  const proxies = new Proxies();
  await proxies.load();
  await proxies.load();
  expect(proxies.hosts).toEqual([]);
  expect(asked).toBe(1);
});

test.each([401, 408, 429, 500, 502, 503, 504, 522])(
  '%i says nothing of the proxy: it is asked again at once, and whenever it is needed',
  async (status) => {
    answers = [{ status }, { status }, { status }, OURS];
    const proxies = new Proxies();
    await expect(proxies.load()).rejects.toMatchObject({
      code: 'site.unreachable',
      data: { status },
    });
    expect(proxies.offers(HOST)).toBe(false);
    await proxies.load();
    expect(proxies.offers(HOST)).toBe(true);
    await proxies.load();
    expect(asked).toBe(4);
  },
);

test('a single failure isn’t noticed', async () => {
  answers = [BUSY, OURS];
  expect(await siteConfig()).toEqual({ ...NOTHING, proxied: [HOST], repositories: [] });
});

test('the chart repositories that the proxy serves are known by their addresses', async () => {
  const repositories = ['https://charts.example.org/stable', 'javascript:alert(1)', 7];
  answers = [{ status: 200, body: JSON.stringify({ proxied: [], repositories }) }];
  const proxies = new Proxies();
  expect(proxies.repositories).toBeUndefined();
  await proxies.load();
  expect(proxies.repositories).toEqual({
    base: `${site.url}/repository`,
    served: ['https://charts.example.org/stable'],
    siteSignIn: false,
  });
});

test('the origins of pictures come as the policy spells them', async () => {
  const images = 'https://pictures.example.org  https://*.example.com';
  answers = [{ status: 200, body: JSON.stringify({ proxied: [], images }) }];
  const proxies = new Proxies();
  expect(proxies.images).toEqual([]);
  await proxies.load();
  expect(proxies.images).toEqual(['https://pictures.example.org', 'https://*.example.com']);
});

test('without a network what the site said in an earlier visit holds, until it says otherwise', async () => {
  answers = [OURS];
  await new Proxies().load();
  await site.stop();
  const offline = new Proxies();
  await offline.load();
  expect(offline.hosts).toEqual([HOST]);

  const { url } = site;
  answers = [{ status: 200, body: '{"proxied":["other.example.org"],"signIn":true}' }];
  site = await startServer((_, response) => response.end(answers[0]?.body));
  expect(site.url).not.toBe(url);
  vi.stubGlobal('document', { baseURI: `${site.url}/` });
  await offline.load();
  expect(offline.hosts).toEqual(['other.example.org']);
  expect(offline.siteSignIn).toBe(true);
});

test('without a network or an earlier visit nothing is assumed', async () => {
  await site.stop();
  await expect(new Proxies().load()).rejects.toMatchObject({ code: 'site.unreachable', data: {} });
});
