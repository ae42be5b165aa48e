import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import { isRegistryAvailable, startRegistry } from '../../../tests/support/registry.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { copy } from '../content/copy.ts';
import { Registry } from './registry.ts';

let server: RunningServer | undefined;
afterEach(() => server?.stop());

/** The tags of a registry that answers so. */
async function tagsOf(answer: (url: URL, response: ServerResponse) => unknown) {
  server = await startServer((request: IncomingMessage, response) => {
    const body = answer(new URL(request.url ?? '', 'http://server'), response);
    response.end(JSON.stringify(body));
  });
  const { transport, requests, sent } = recording();
  const repository = new Registry({ host: server.host, transport }).repository('a');
  return { tags: repository.tags(), requests, sent };
}

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `v${from + i}`);

test('follows the query of a Link, on the registry and path that were asked', async () => {
  const { tags, sent } = await tagsOf((url, response) => {
    if (url.searchParams.get('token') === 'p+2=') return { name: 'a', tags: ['b', 'c'] };
    response.setHeader('Link', '<https://evil.example/other?token=p%2B2%3D&n=1>; rel="next"');
    return { name: 'a', tags: ['a', 'b'] };
  });
  expect(await tags).toEqual(['a', 'b', 'c']);
  expect(sent.map(({ url }) => new URL(url).host)).toEqual([server?.host, server?.host]);
});

test('a Link to itself is no list', async () => {
  const { tags } = await tagsOf((_, response) => {
    response.setHeader('Link', '</v2/a/tags/list?n=1000>; rel="next"');
    return { tags: ['a'] };
  });
  await expect(tags).rejects.toMatchObject({
    code: 'registry.protocol',
    data: { reason: 'endless-list', list: 'tags' },
  });
});

test('pages that bring nothing new end in an error, even with a new Link each', async () => {
  let page = 0;
  const { tags, requests } = await tagsOf((_, response) => {
    response.setHeader('Link', `<?page=${++page}>; rel=next`);
    return { tags: ['a'] };
  });
  await expect(tags).rejects.toMatchObject({ code: 'registry.protocol' });
  expect(requests.length).toBeLessThan(20);
});

test('a list without end is cut after a thousand pages', { timeout: 60_000 }, async () => {
  let page = 0;
  const { tags, requests } = await tagsOf((_, response) => {
    response.setHeader('Link', `<?page=${++page}>; rel=next`);
    return { tags: [`v${page}`] };
  });
  await expect(tags).rejects.toMatchObject({ code: 'registry.protocol' });
  expect(requests).toHaveLength(1000);
});

test('a Link hidden by CORS looks like none: a full page asks for more by name', async () => {
  const { tags, requests } = await tagsOf((url) => ({
    tags: url.searchParams.get('last') === 'v999' ? numbered(1000, 5) : numbered(0, 1000),
  }));
  expect(await tags).toHaveLength(1005);
  expect(requests).toHaveLength(2);
});

test('a registry that gives everything at once, whatever it is asked', async () => {
  const { tags } = await tagsOf(() => ({ tags: numbered(0, 1500) }));
  expect(await tags).toHaveLength(1500);
});

test('a registry that refuses so many at once', async () => {
  const { tags } = await tagsOf((url, response) => {
    if (url.searchParams.get('n') === '1000') response.statusCode = 400;
    return { tags: ['a'] };
  });
  expect(await tags).toEqual(['a']);
});

test.each([
  ['null is an empty list', { tags: null }, []],
  ['what is no name is left out', { tags: ['a', 1, null] }, ['a']],
])('%s', async (_, body, expected) => {
  const { tags } = await tagsOf(() => body);
  expect(await tags).toEqual(expected);
});

test.each([['a list'], [[]], [{ tags: 'a' }]])('no list: %j', async (body) => {
  const { tags } = await tagsOf(() => body);
  await expect(tags).rejects.toMatchObject({ code: 'registry.protocol' });
});

describe.skipIf(!isRegistryAvailable())('the real registry', () => {
  test('its catalog, in pages', async () => {
    const real = await startRegistry();
    try {
      const { target } = await sampleArtifact('catalog');
      const registry = new Registry({ host: real.host, transport: nodeTransport });
      for (const name of ['b/two', 'a/one', 'c/three']) {
        await copy(target, 'sample', registry.repository(name), '1');
      }
      expect(await registry.catalog()).toEqual(['a/one', 'b/two', 'c/three']);

      // Its own pages, by asking for one name at a time.
      const { transport, requests } = recording((request) =>
        nodeTransport({ ...request, url: request.url.replace('n=1000', 'n=1') }),
      );
      const paged = new Registry({ host: real.host, transport });
      expect(await paged.catalog()).toEqual(['a/one', 'b/two', 'c/three']);
      expect(requests.length).toBeGreaterThanOrEqual(3);
    } finally {
      await real.stop();
    }
  });
});
