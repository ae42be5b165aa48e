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

/** The tags of a registry with these responses. */
async function tagsOf(answer: (url: URL, response: ServerResponse) => unknown) {
  server = await startServer((request: IncomingMessage, response) => {
    const body = answer(new URL(request.url ?? '', 'http://server'), response);
    response.end(JSON.stringify(body));
  });
  const { transport, requests, sent } = recording();
  const repository = new Registry({ host: server.host, transport }).repository('a');
  const pages: (readonly string[])[] = [];
  const listing = repository.tags({ onNames: (names) => pages.push(names) });
  return {
    listing,
    get tags() {
      return listing.then(({ names }) => names);
    },
    pages,
    requests,
    sent,
  };
}

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `v${from + i}`);

test('follows the query of a Link, on the original registry and path', async () => {
  const { tags, sent } = await tagsOf((url, response) => {
    if (url.searchParams.get('token') === 'p+2=') return { name: 'a', tags: ['b', 'c'] };
    response.setHeader('Link', '<https://evil.example/other?token=p%2B2%3D&n=1>; rel="next"');
    return { name: 'a', tags: ['a', 'b'] };
  });
  expect(await tags).toEqual(['a', 'b', 'c']);
  expect(sent.map(({ url }) => new URL(url).host)).toEqual([server?.host, server?.host]);
});

test('a Link to its own page is an error', async () => {
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

test('a Link that can’t be followed is no end: what comes after the last name is asked for', async () => {
  const { listing } = await tagsOf((url, response) => {
    if (url.searchParams.get('last') === 'd') return { tags: [] };
    response.setHeader('Link', '</v2/a/tags/list/elsewhere>; rel="next"');
    return { tags: url.searchParams.has('last') ? ['c', 'd'] : ['a', 'b'] };
  });
  expect(await listing).toEqual({ names: ['a', 'b', 'c', 'd'], end: 'whole' });
});

test('and where nothing does, the list isn’t known to be whole', async () => {
  const { listing } = await tagsOf((_, response) => {
    response.setHeader('Link', '</v2/a/tags/list/elsewhere>; rel="next"');
    return { tags: ['a', 'b'] };
  });
  expect(await listing).toEqual({ names: ['a', 'b'], end: 'unproven' });
});

test('a list without end is cut after a thousand pages', { timeout: 60_000 }, async () => {
  let page = 0;
  const { listing, requests } = await tagsOf((_, response) => {
    response.setHeader('Link', `<?page=${++page}>; rel=next`);
    return { tags: [`v${page}`] };
  });
  expect(await listing).toEqual({ names: numbered(1, 1000), end: 'cut' });
  expect(requests).toHaveLength(1000);
});

test('gives the names of each page when it is there', async () => {
  const { listing, pages } = await tagsOf((url, response) => {
    if (url.searchParams.has('more')) return { tags: ['b', 'c'] };
    response.setHeader('Link', '<?more>; rel="next"');
    return { tags: ['a', 'b', 'a'] };
  });
  await listing;
  expect(pages).toEqual([['a', 'b'], ['c']]);
});

describe('a Link hidden by CORS looks like none: what comes after the last name is asked for', () => {
  const all = numbered(0, 1005).toSorted();
  const after = (url: URL, names: string[]) =>
    names.slice(names.findIndex((name) => name === url.searchParams.get('last')) + 1);
  const asked = (url: URL) => Number(url.searchParams.get('n'));

  test.each([
    ['are full', 1000, 3],
    ['are shorter than asked', 100, 13],
  ])('where pages %s', async (_, size, number) => {
    const { listing, requests } = await tagsOf((url) => ({
      tags: after(url, all).slice(0, Math.min(size, asked(url))),
    }));
    expect(await listing).toEqual({ names: all, end: 'whole' });
    expect(requests).toHaveLength(number);
  });

  test('of a short list, with one request more', async () => {
    const { listing, sent } = await tagsOf((url) => ({ tags: after(url, ['a', 'b', 'c']) }));
    expect(await listing).toEqual({ names: ['a', 'b', 'c'], end: 'whole' });
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(['?n=1000', '?n=2&last=c']);
  });

  test.each([
    ['all it has, whatever it is asked', 1500, 2],
    ['both of two', 2, 2],
    ['the only one', 1, 2],
  ])('a registry that gives %s', async (_, number, requested) => {
    const { listing, requests } = await tagsOf(() => ({ tags: numbered(0, number) }));
    expect(await listing).toEqual({ names: numbered(0, number), end: 'whole' });
    expect(requests).toHaveLength(requested);
  });

  test('a registry that counts the last name in', async () => {
    const names = numbered(100, 50);
    const { listing } = await tagsOf((url) => {
      const from = Math.max(0, names.indexOf(url.searchParams.get('last') ?? ''));
      return { tags: names.slice(from, from + Math.min(20, asked(url))) };
    });
    expect(await listing).toEqual({ names, end: 'whole' });
  });

  test('an order of its own, in which Distribution lists repositories, is one', async () => {
    const names = ['team/a', 'team/b', 'team-1/a', 'team-1/b'];
    const { listing } = await tagsOf((url) => ({ tags: after(url, names).slice(0, 2) }));
    expect(await listing).toEqual({ names, end: 'whole' });
  });

  test.each<[string, (url: URL) => string[]]>([
    ['heeds only n', (url) => numbered(0, Math.min(asked(url), 100))],
    // Ordered by time, in pages of three; what follows a name is determined alphabetically.
    [
      'lists in one order and goes on in another',
      (url) => {
        const last = url.searchParams.get('last');
        const names = ['2', '9', '4', '1', '3'];
        return names.filter((name) => last === null || name > last).slice(0, 3);
      },
    ],
  ])('a list is not known to be whole where the registry %s', async (_, tags) => {
    const { listing } = await tagsOf((url) => ({ tags: tags(url) }));
    expect((await listing).end).toBe('unproven');
  });

  test('nor where it refuses to say what comes after a name', async () => {
    const { listing } = await tagsOf((url, response) => {
      if (url.searchParams.has('last')) response.statusCode = 404;
      return { tags: numbered(0, 100) };
    });
    expect(await listing).toEqual({ names: numbered(0, 100), end: 'unproven' });
  });

  test('but not where the Link of another page could be read', async () => {
    const { listing, requests } = await tagsOf((url, response) => {
      if (url.searchParams.has('more')) return { tags: ['c'] };
      response.setHeader('Link', '<?more>; rel="next"');
      return { tags: ['a', 'b'] };
    });
    expect(await listing).toEqual({ names: ['a', 'b', 'c'], end: 'whole' });
    expect(requests).toHaveLength(2);
  });

  test('nor through the proxy, which lets the page read it', async () => {
    server = await startServer((_, response) => void response.end('{"tags":["a","b","c"]}'));
    const { transport, requests } = recording();
    const base = `${server.url}/registry/charts.example`;
    const registry = new Registry({ host: 'charts.example', base, proxied: true, transport });
    const listing = await registry.repository('a').tags();
    expect(listing).toEqual({ names: ['a', 'b', 'c'], end: 'whole' });
    expect(requests).toHaveLength(1);
  });
});

test('a list too large for memory is cut, and reported as cut', async () => {
  let page = 0;
  const { listing, requests } = await tagsOf((_, response) => {
    response.setHeader('Link', `<?page=${++page}>; rel=next`);
    return { tags: Array.from({ length: 60 }, (_, i) => `${page}-${i}-${'x'.repeat(100_000)}`) };
  });
  expect((await listing).end).toBe('cut');
  expect(requests).toHaveLength(6);
});

test('a list of too many names is cut as well', async () => {
  let page = 0;
  const { listing, requests } = await tagsOf((_, response) => {
    response.setHeader('Link', `<?page=${++page}>; rel=next`);
    return { tags: numbered(page * 100_000, 100_000) };
  });
  expect(await listing).toMatchObject({ end: 'cut', names: { length: 200_000 } });
  expect(requests).toHaveLength(2);
});

test('a registry that refuses the page size', async () => {
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
      expect((await registry.catalog()).names).toEqual(['a/one', 'b/two', 'c/three']);

      // Its own pages, by requesting one name at a time.
      const { transport, requests } = recording((request) =>
        nodeTransport({ ...request, url: request.url.replace('n=1000', 'n=1') }),
      );
      const paged = new Registry({ host: real.host, transport });
      expect((await paged.catalog()).names).toEqual(['a/one', 'b/two', 'c/three']);
      expect(requests.length).toBeGreaterThanOrEqual(3);
    } finally {
      await real.stop();
    }
  });
});
