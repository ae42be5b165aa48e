/** Lists that come in pages: that are slow, long, or can't be seen to end. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { copy } from '../../src/core/content/copy.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry } from '../support/registry.ts';
import { startServer } from '../support/server.ts';
import { expect, manifestOf, test } from './site.ts';

/** What the README of Joxit's docker-registry-ui has a registry answer with. */
const JOXIT_HEADERS = {
  'Access-Control-Allow-Origin': ['*'],
  'Access-Control-Allow-Methods': ['HEAD', 'GET', 'OPTIONS', 'DELETE'],
  'Access-Control-Allow-Headers': ['Authorization', 'Accept', 'Cache-Control'],
  'Access-Control-Max-Age': ['1728000'],
  'Access-Control-Expose-Headers': ['Docker-Content-Digest'],
};

const registryUrl = (site: { url: string }, host: string, rest = '') =>
  `${site.url}/#/registry/${encodeURIComponent(host)}${rest}`;

test('deletion knows of a tag on a later page, though the page may not read the Link to it', async ({
  page,
  site,
}) => {
  const binary = findPeer('registry3');
  test.skip(!binary, 'registry3 is not installed');
  const registry = await startRegistry({
    binary: binary ?? '',
    maxTags: 20,
    headers: JOXIT_HEADERS,
  });
  try {
    const { host, url: base } = registry;
    const repository = new Registry({ host, base, transport: nodeTransport }).repository('short');
    const [shared, other] = await Promise.all([sampleArtifact('one'), sampleArtifact('other')]);
    await copy(shared.target, 'sample', repository, 'a');
    const between = Array.from({ length: 50 }, (_, i) => `m-${i}`);
    for (const tag of between) await copy(other.target, 'sample', repository, tag);
    await copy(shared.target, 'sample', repository, 'zz-stable');
    const first = await fetch(`${base}/v2/short/tags/list?n=1000`);
    expect((await first.json()) as unknown).toMatchObject({ tags: { length: 20 } });

    await page.goto(registryUrl(site, host, '/repository/short'));
    const versions = page.getByRole('region', { name: 'Versions' });
    await expect(versions.getByText(/^52 versions$|, 52 tags$/)).toBeVisible();
    await versions.getByRole('button', { name: 'Delete a…' }).click();
    const form = page.getByRole('form', { name: 'Delete a' });
    await expect(form).toContainText('With a goes: zz-stable.');
    await form.getByLabel('Type a to delete it').fill('a');
    await form.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(
      page.getByRole('status').filter({ hasText: 'Deleted a, zz-stable' }),
    ).toBeVisible();
    await expect(versions.getByText('1 version, 50 tags', { exact: true })).toBeVisible();
    await expect(manifestOf(`${host}/short:zz-stable`)).rejects.toThrow('404');
  } finally {
    await registry.stop();
  }
});

/** Lets a page read what it needs but for a Link. */
function allowPages({ method }: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', '*');
  response.setHeader('Access-Control-Allow-Methods', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Docker-Content-Digest');
  if (method !== 'OPTIONS') return true;
  response.writeHead(204).end();
  return false;
}

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** A registry in which every tag names the same manifest, whose list it gives as told. */
function startAlike(tags: (url: URL) => string[]) {
  return startServer((request, response) => {
    if (!allowPages(request, response)) return;
    const url = new URL(request.url ?? '', 'http://registry');
    if (url.pathname.endsWith('/tags/list')) {
      response.end(JSON.stringify({ tags: tags(url) }));
    } else {
      response.setHeader('Content-Type', OCI_MANIFEST);
      response.setHeader('Docker-Content-Digest', DIGEST);
      response.setHeader('Content-Length', 100);
      response.end();
    }
  });
}

test('of a list that can’t be seen to end nothing is said that only a whole one could tell', async ({
  page,
  site,
}) => {
  // It heeds `n`, but not `last`: pages beyond the first are out of reach.
  const registry = await startAlike((url) =>
    ['1.0.0', '1.1.0', '1.2.0'].slice(0, Number(url.searchParams.get('n'))),
  );
  try {
    await page.goto(registryUrl(site, registry.host, '/repository/cut'));
    const versions = page.getByRole('region', { name: 'Versions' });
    await expect(versions.getByText('at least 3 versions')).toBeVisible();
    await expect(versions.getByText('There may be more')).toBeVisible();
    await versions.getByRole('button', { name: 'Delete 1.0.0…' }).click();
    const form = page.getByRole('form', { name: 'Delete 1.0.0' });
    await expect(form).toContainText('With 1.0.0 goes: 1.1.0, 1.2.0.');
    await expect(form).toContainText('More tags than these may go with it');

    await page.goto(`${site.url}/#/pull`);
    await page.getByRole('textbox', { name: 'Reference' }).fill(`${registry.host}/cut`);
    await page.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('the newest release isn’t known');
    await expect(page.getByRole('alert')).toContainText('The highest of those listed is 1.2.0');
  } finally {
    await registry.stop();
  }
});

test('a search that takes many requests is told before it begins, and lists what it finds', async ({
  page,
  site,
}) => {
  const tags = Array.from({ length: 300 }, (_, i) => `1.0.${i}`).toSorted();
  const registry = await startAlike(() => tags);
  try {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    const heads = () => asked.filter((text) => text.startsWith('HEAD')).length;
    await page.goto(registryUrl(site, registry.host, '/repository/many'));
    const open = page.getByRole('button', { name: 'Delete 1.0.299…' });
    await open.click();
    const form = page.getByRole('form', { name: 'Delete 1.0.299' });
    await expect(form).toContainText('takes 300 requests');
    expect(heads()).toBeLessThanOrEqual(1);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await expect(form).toHaveCount(0);

    await open.click();
    await form.getByRole('button', { name: 'Find out' }).click();
    await expect(form).toContainText('1.0.0, 1.0.1, 1.0.10, 1.0.100, 1.0.101');
    await expect(form).toContainText('and 289 more.');
    expect(heads()).toBeGreaterThanOrEqual(300);
    await form.getByText('All that go with 1.0.299').click();
    const all = form.getByRole('group', { name: 'Tags that go with 1.0.299' });
    await expect(all.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '299');
    await expect(form.getByLabel('Type 1.0.299 to delete it')).toBeVisible();
  } finally {
    await registry.stop();
  }
});

test('the row that has the focus keeps it while newer versions come before it', async ({
  page,
  site,
}) => {
  let goOn = () => {};
  const focused = new Promise<void>((resolve) => (goOn = resolve));
  const registry = await startServer(async (request, response) => {
    if (!allowPages(request, response)) return;
    response.setHeader('Access-Control-Expose-Headers', 'Link');
    const later = request.url?.includes('more');
    if (later) await focused;
    else response.setHeader('Link', '<?more>; rel="next"');
    const major = later ? 2 : 1;
    response.end(
      JSON.stringify({ tags: Array.from({ length: 500 }, (_, i) => `${major}.0.${i}`) }),
    );
  });
  try {
    await page.goto(registryUrl(site, registry.host, '/repository/grows'));
    const versions = page.getByRole('region', { name: 'Versions' });
    const link = versions.getByRole('link', { name: '1.0.498', exact: true });
    await link.focus();
    goOn();
    await expect(versions.getByText('1,000 versions', { exact: true })).toBeVisible();
    await expect(link).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(versions.getByRole('link', { name: '1.0.499', exact: true })).toBeFocused();
    // From a tick box the keys lead to tick boxes.
    await versions.getByRole('checkbox', { name: 'Select 1.0.499', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(
      versions.getByRole('checkbox', { name: 'Select 1.0.498', exact: true }),
    ).toBeFocused();
  } finally {
    goOn();
    await registry.stop();
  }
});

test.describe('ten thousand repositories', () => {
  const names = Array.from(
    { length: 10_001 },
    (_, i) => `team/chart-${String(i).padStart(5, '0')}`,
  );

  /** Gives a page of a thousand once `mayAnswer` has come about for it. */
  function startSlow(mayAnswer: (page: number) => Promise<unknown>) {
    return startServer(async (request, response) => {
      if (!allowPages(request, response)) return;
      const url = new URL(request.url ?? '', 'http://registry');
      const from = names.indexOf(url.searchParams.get('last') ?? '') + 1;
      await mayAnswer(from / 1000);
      response.setHeader('Access-Control-Expose-Headers', 'Link');
      const part = names.slice(from, from + 1000);
      if (from + part.length < names.length) {
        response.setHeader('Link', `<?n=1000&last=${part.at(-1)}>; rel="next"`);
      }
      response.end(JSON.stringify({ repositories: part }));
    });
  }

  test('are shown as they come, counted, and found', async ({ page, site }) => {
    let goOn = () => {};
    const seen = new Promise<void>((resolve) => (goOn = resolve));
    const registry = await startSlow((number) => (number === 0 ? Promise.resolve() : seen));
    try {
      await page.goto(registryUrl(site, registry.host));
      const list = page.getByRole('region', { name: 'Repositories' });
      // No other page has been answered yet.
      await expect(list.getByRole('link', { name: names[0] ?? '' })).toBeVisible();
      await expect(list.getByText('1,000 repositories so far')).toBeVisible();
      await expect(list.getByRole('button', { name: 'Cancel' })).toBeVisible();
      goOn();
      await expect(list.getByText('10,001 repositories', { exact: true })).toBeVisible();
      await expect(list.getByRole('button', { name: 'Cancel' })).toHaveCount(0);

      await list.getByRole('link').first().focus();
      await page.keyboard.press('End');
      await expect(list.getByRole('link', { name: names.at(-1) ?? '' })).toBeFocused();
      await list.getByRole('searchbox', { name: 'Filter' }).fill('CHART-1000');
      await expect(list.getByText('1 of 10,001 repositories')).toBeVisible();
      await expect(list.getByRole('link')).toHaveText(['team/chart-10000']);
    } finally {
      goOn();
      await registry.stop();
    }
  });

  test('can be called off, and what has come stays', async ({ page, site }) => {
    let held = true;
    const registry = await startSlow((number) =>
      held && number === 2 ? new Promise(() => {}) : Promise.resolve(),
    );
    try {
      await page.goto(registryUrl(site, registry.host));
      const list = page.getByRole('region', { name: 'Repositories' });
      await expect(list.getByText('2,000 repositories so far')).toBeVisible();
      await list.getByRole('button', { name: 'Cancel' }).click();
      await expect(list.getByText('at least 2,000 repositories')).toBeVisible();
      await expect(list.getByText('Stopped before the end of the list.')).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
      held = false;
      await list.getByRole('button', { name: 'List all' }).click();
      await expect(list.getByText('10,001 repositories', { exact: true })).toBeVisible();
    } finally {
      await registry.stop();
    }
  });
});
