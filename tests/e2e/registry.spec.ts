import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { MYCHART, writeChart } from '../support/charts.ts';
import { forward } from '../support/forward.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';
import { startServer } from '../support/server.ts';
import { stockChart } from '../support/stock.ts';
import { chooseFolder, expect, manifestOf, test, versionLinks } from './site.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const SIGNATURES = ['', '.sig', '.att'].map((end) => `sha256-${'a'.repeat(64)}${end}`);

/** Pushes the sample chart by the page, and gives the same manifest further tags. */
async function stock(page: Page, url: string, reference: string, tags: string[]): Promise<void> {
  await page.goto(url);
  await chooseFolder(page, MYCHART);
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Pushed' })).toBeVisible();
  const { text } = await manifestOf(reference);
  for (const tag of tags) await putManifest(reference, tag, text);
}

async function putManifest(reference: string, tag: string, text: string): Promise<void> {
  const [, host, repository] = /^([^/]+)\/(.+):/.exec(reference) ?? [];
  const response = await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, {
    method: 'PUT',
    headers: { 'Content-Type': MANIFEST },
    body: text,
  });
  expect(response.status).toBe(201);
}

const registryUrl = (site: { url: string }, host: string, rest = '') =>
  `${site.url}/#/registry/${encodeURIComponent(host)}${rest}`;

test.describe('a registry of its own', () => {
  let registry: RunningRegistry;
  test.beforeEach(async () => {
    registry = await startRegistry();
  });
  test.afterEach(() => registry.stop());

  test('from the list of registries to a chart: repositories, then versions', async ({
    page,
    site,
  }) => {
    const { host } = registry;
    await stock(page, site.url, `${host}/charts/mychart:2.7.1`, [
      ...['2.10.0', '2.7.1-rc.1', '2.7.1_build.5', 'latest', 'stable'],
      ...SIGNATURES,
    ]);
    await page.getByRole('link', { name: 'Registries' }).click();
    const known = page.getByRole('region', { name: 'Known registries' });
    await expect(known.getByRole('link', { name: site.registry.host })).toBeVisible();
    await known.getByRole('link', { name: host }).click();
    await page
      .getByRole('region', { name: 'Repositories' })
      .getByRole('link', { name: 'charts/mychart' })
      .click();
    await expect(page.getByRole('heading', { name: 'charts/mychart' })).toBeVisible();
    const versions = versionLinks(page);
    await expect(versions).toHaveText([
      ...['2.10.0', '2.7.1', '2.7.1+build.5', '2.7.1-rc.1'],
      ...['latest', 'stable'],
    ]);
    // All tags of one digest come to stand in one row, which says what its manifest does.
    const rows = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('app 1.1.0');
    await expect(page.getByRole('status').filter({ hasText: '1 version, 6 tags' })).toBeVisible();
    await versions.getByText('2.10.0').click();
    await expect(page.getByRole('heading', { name: 'mychart 2.7.1' })).toBeVisible();

    await page.getByRole('tab', { name: 'Versions' }).click();
    await expect(versions).toHaveCount(6);
    await expect(versions.and(page.locator('[aria-current]'))).toHaveText('2.10.0');
    await versions.getByText('latest').click();
    await expect(page).toHaveURL(/latest$/);
  });

  test('deletes a version with every tag of its digest, once its name is typed', async ({
    page,
    site,
  }) => {
    const reference = `${registry.host}/gone/mychart:1.0.0`;
    await stock(page, site.url, reference, ['latest']);
    const { text } = await manifestOf(reference);
    const other = JSON.stringify({ ...JSON.parse(text), annotations: { one: 'more' } });
    await putManifest(reference, '2.0.0', other);

    // What is ticked before its row joins that of another tag stays ticked, and counted, there.
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/manifests\//, async (route) => (await held, route.continue()));
    await page.goto(registryUrl(site, registry.host, '/repository/gone%2Fmychart'));
    await page.getByRole('checkbox', { name: 'Select latest' }).check();
    release();
    const joined = page.getByRole('checkbox', { name: 'Select 1.0.0' });
    await expect(page.getByRole('checkbox', { name: 'Select latest' })).toHaveCount(0);
    await expect(joined).toBeChecked();
    await joined.uncheck();
    await expect(page.getByRole('group', { name: 'Selected versions' })).toHaveCount(0);

    const opener = page.getByRole('button', { name: 'Delete 1.0.0…' });
    await opener.click();
    const form = page.getByRole('form', { name: 'Delete 1.0.0' });
    await expect(form).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(form).toHaveCount(0);
    await expect(opener).toBeFocused();
    await opener.click();
    await expect(form).toContainText('With 1.0.0 goes: latest.');
    await expect(form).toContainText((await manifestOf(reference)).digest);
    await form.getByLabel('Type 1.0.0 to delete it').fill('2.0.0');
    await expect(form.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled();
    await page.keyboard.press('Enter');
    expect((await manifestOf(reference)).text).toBe(text);
    await form.getByLabel('Type 1.0.0 to delete it').fill('1.0.0');
    await form.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(
      page.getByRole('status').filter({ hasText: 'Deleted 1.0.0, latest' }),
    ).toBeVisible();
    await expect(versionLinks(page)).toHaveText(['2.0.0']);
    await expect(manifestOf(reference)).rejects.toThrow('404');
    await expect(manifestOf(`${registry.host}/gone/mychart:latest`)).rejects.toThrow('404');
    expect((await manifestOf(`${registry.host}/gone/mychart:2.0.0`)).text).toBe(other);

    await page.getByRole('button', { name: 'Delete 2.0.0…' }).click();
    await page.getByLabel('Type 2.0.0 to delete it').fill('2.0.0');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Nothing is left here.')).toContainText(
      `${registry.host} may go on listing the name`,
    );
    await expect(page.getByRole('status').filter({ hasText: 'Deleted 2.0.0' })).toBeFocused();
    // The registry does list it, and says nothing of it when asked.
    await page.getByRole('link', { name: registry.host, exact: true }).click();
    await page.getByRole('link', { name: 'gone/mychart' }).click();
    await expect(page.getByText('Nothing is left here.')).toBeVisible();
  });
});

test('several versions are ticked: their references copied, and deleted one after the other', async ({
  page,
  site,
  folder,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const repository = `${site.registry.host}/ticked/mychart`;
  for (const version of ['1.0.0', '2.0.0-rc.1', '2.0.0']) {
    const extra = `appVersion: "app-${version}"\n`;
    const chart = writeChart(join(folder, version), { name: 'mychart', version, extra });
    await stockChart(chart, [`${repository}:${version}`]);
  }
  const dated = JSON.parse((await manifestOf(`${repository}:1.0.0`)).text);
  dated.annotations['org.opencontainers.image.created'] = '2026-11-20T10:00:00Z';
  await putManifest(`${repository}:1.0.0`, '1.0.0', JSON.stringify(dated));

  await page.goto(registryUrl(site, site.registry.host, '/repository/ticked%2Fmychart'));
  const rows = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
  await expect(rows).toContainText([
    /2\.0\.0.*app app-2\.0\.0.*–.*\d+ B/s,
    /2\.0\.0-rc\.1.*Pre-release.*app app-2\.0\.0-rc\.1/s,
    /1\.0\.0.*app app-1\.0\.0.*2026-11-20/s,
  ]);
  for (const version of ['2.0.0-rc.1', '1.0.0']) {
    await page.getByRole('checkbox', { name: `Select ${version}`, exact: true }).check();
  }
  const ticked = page.getByRole('group', { name: 'Selected versions' });
  await expect(ticked).toContainText('2 versions selected');
  await ticked.getByRole('button', { name: 'Copy references' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${repository}:2.0.0-rc.1\n${repository}:1.0.0`,
  );
  await ticked.getByRole('button', { name: 'Delete one after the other…' }).click();
  for (const version of ['2.0.0-rc.1', '1.0.0']) {
    await page.getByLabel(`Type ${version} to delete it`).fill(version);
    await page.keyboard.press('Enter');
  }
  await expect(rows).toHaveCount(1);
  await expect(ticked).toHaveCount(0);
  await expect(manifestOf(`${repository}:2.0.0-rc.1`)).rejects.toThrow('404');
  expect((await manifestOf(`${repository}:2.0.0`)).digest).toMatch(/^sha256:/);
});

test('the page of a chart deletes the version it shows', async ({ page, site }) => {
  const reference = `${site.registry.host}/shown/mychart:1.0.0`;
  await stock(page, site.url, reference, ['newest']);
  await page.getByRole('link', { name: 'Open its page' }).click();
  await page.getByRole('button', { name: 'Delete…', exact: true }).click();
  await expect(page.getByRole('form', { name: 'Delete 1.0.0' })).toContainText('newest');
  await page.getByLabel('Type 1.0.0 to delete it').fill('1.0.0');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Deleted 1.0.0, newest' })).toBeVisible();
  await expect(manifestOf(reference)).rejects.toThrow('404');
});

test('where deletion is switched off, that is said', async ({ page, site }) => {
  const registry = await startRegistry({ delete: false });
  try {
    const reference = `${registry.host}/kept/mychart:1.0.0`;
    await stock(page, site.url, reference, []);
    await page.getByRole('link', { name: 'Open its page' }).click();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Delete 1.0.0…' }).click();
    await page.getByLabel('Type 1.0.0 to delete it').fill('1.0.0');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('deletion is switched off');
    expect((await manifestOf(reference)).digest).toMatch(/^sha256:/);
  } finally {
    await registry.stop();
  }
});

test.describe('a registry that deletes tags, but no manifest', () => {
  const distribution3 = findPeer('registry3');
  test.skip(!distribution3, 'Distribution 3 isn’t installed');

  test('only the chosen tag goes, and it is said what stays', async ({ page, site }) => {
    const registry = await startRegistry({ binary: distribution3 ?? '' });
    const front = await startServer((request, response) => {
      const isRefused = request.method === 'DELETE' && request.url?.includes('sha256:');
      if (!isRefused) return forward(registry.host, request, response);
      response.writeHead(405, { 'Access-Control-Allow-Origin': '*' }).end();
    });
    try {
      const reference = `${registry.host}/tagged/mychart:1.0.0`;
      await stock(page, site.url, reference, ['latest']);
      const { digest } = await manifestOf(reference);

      await page.goto(registryUrl(site, front.host, '/repository/tagged%2Fmychart'));
      await page.getByRole('button', { name: 'Delete 1.0.0…' }).click();
      await expect(page.getByRole('form', { name: 'Delete 1.0.0' })).toContainText(
        'A registry that deletes only tags removes 1.0.0 alone, and keeps the chart itself.',
      );
      await page.getByLabel('Type 1.0.0 to delete it').fill('1.0.0');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(
        page.getByRole('status').filter({
          hasText:
            'Deleted 1.0.0. This registry deletes only tags: the chart itself stays there, also as latest',
        }),
      ).toBeVisible();
      await expect(versionLinks(page)).toHaveText(['latest']);
      await expect(manifestOf(reference)).rejects.toThrow('404');
      expect((await manifestOf(`${registry.host}/tagged/mychart:latest`)).digest).toBe(digest);
    } finally {
      await front.stop();
      await registry.stop();
    }
  });
});

test('thousands of repositories and versions stay quick, whatever the pages', async ({
  page,
  site,
}) => {
  const names = Array.from({ length: 5000 }, (_, i) => `team-${i % 50}/chart-${i}`).sort();
  const tags = Array.from({ length: 5000 }, (_, i) => `${i % 9}.${i % 101}.${i}`);
  const registry = await startServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://registry');
    const [key, list] = url.pathname === '/v2/_catalog' ? ['repositories', names] : ['tags', tags];
    const from = list.indexOf(url.searchParams.get('last') ?? '') + 1;
    const part = list.slice(from, from + 1000);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Link');
    if (from + part.length < list.length) {
      const next = `https://elsewhere.example${url.pathname}?n=1000&last=${part.at(-1)}`;
      response.setHeader('Link', `<${next}>; rel="next"`);
    }
    response.end(JSON.stringify({ [key]: part }));
  });
  try {
    await page.goto(registryUrl(site, registry.host));
    const list = page.getByRole('region', { name: 'Repositories' });
    await expect(list.getByText('5,000 repositories', { exact: true })).toBeVisible();
    await expect(list.getByRole('listitem')).toHaveCount(50);
    await list.getByRole('checkbox', { name: 'Folded by path' }).uncheck();
    await expect(list.getByRole('link').first()).toBeVisible();
    expect(await list.getByRole('listitem').count()).toBeLessThan(200);
    await list.getByRole('link').first().focus();
    await page.keyboard.press('End');
    const end = list.getByRole('link', { name: names.at(-1) ?? '', exact: true });
    await expect(end).toBeFocused();
    await expect(end).toBeInViewport();
    const place = list.getByRole('listitem').last();
    await expect(place).toHaveAttribute('aria-posinset', '5000');
    await expect(place).toHaveAttribute('aria-setsize', '5000');
    expect(await list.getByRole('listitem').count()).toBeLessThan(200);
    await page.keyboard.press('ArrowUp');
    await expect(list.getByRole('link', { name: names.at(-2) ?? '', exact: true })).toBeFocused();
    await page.keyboard.press('Home');
    await expect(list.getByRole('link', { name: 'team-0/chart-0', exact: true })).toBeFocused();
    // Scrolled without the keyboard, the row that has the focus keeps it.
    await list.getByRole('group').evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
    await expect(end).toBeInViewport();
    await expect(list.getByRole('link', { name: 'team-0/chart-0', exact: true })).toBeFocused();
    await list.getByLabel('Filter').fill('chart-4999');
    await expect(list.getByRole('link')).toHaveText(['team-49/chart-4999']);
    await list.getByLabel('Filter').fill('');
    await expect(list.getByRole('link', { name: 'team-0/chart-0', exact: true })).toBeInViewport();

    await list.getByLabel('Filter').fill('chart-4999');
    await list.getByRole('link').click();
    const versions = page.getByRole('region', { name: 'Versions' });
    await versions.getByLabel('Filter').fill('8.100.4544');
    await expect(page).toHaveURL(/\?q=8\.100\.4544$/);
    await page.reload();
    await expect(versionLinks(page)).toHaveText(['8.100.4544']);
    await page.goBack();
    await expect(list.getByLabel('Filter')).toHaveValue('chart-4999');
    await expect(list.getByRole('link')).toHaveText(['team-49/chart-4999']);
    await page.goForward();
    await versions.getByLabel('Filter').fill('');
    await expect(versions.getByText('5,000 versions')).toBeVisible();
    await expect(versionLinks(page).first()).toHaveText('8.100.4544');
  } finally {
    await registry.stop();
  }
});

test('a registry without a list of repositories asks for the one wanted', async ({
  page,
  site,
}) => {
  const registry = await startServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (request.url?.startsWith('/v2/charts/one/tags/list')) {
      response.end('{"name":"charts/one","tags":["1.0.0"]}');
    } else {
      response.writeHead(404).end('{"errors":[{"code":"UNSUPPORTED","message":"no catalog"}]}');
    }
  });
  try {
    await page.goto(registryUrl(site, registry.host));
    await expect(page.getByText('shows no list of its repositories')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.getByLabel('Repository').fill('Charts/One');
    await page.getByRole('button', { name: 'Show versions' }).click();
    await expect(page.getByRole('alert')).toContainText(
      /In the repository’s name .*: Charts\/One\./,
    );
    await page.getByLabel('Repository').fill('charts/one');
    await page.getByRole('button', { name: 'Show versions' }).click();
    const versions = page.getByRole('region', { name: 'Versions' });
    await expect(versionLinks(page)).toHaveText(['1.0.0']);
    // A short list has no box for filtering, but where its address has a text to clear.
    await expect(versions.getByLabel('Filter')).toHaveCount(0);
    await page.goto(`${page.url()}?q=2`);
    await expect(versions.getByText('0 of 1 version')).toBeVisible();
    await versions.getByLabel('Filter').fill('');
    await expect(versionLinks(page)).toHaveText(['1.0.0']);
    await expect(versions.getByLabel('Filter')).toBeFocused();
  } finally {
    await registry.stop();
  }
});

test('a registry is opened by its name, however it is typed', async ({ page, site }) => {
  await page.goto(`${site.url}/#/registries`);
  const box = page.getByRole('textbox', { name: 'Registry' });
  await box.fill('no host');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(/In the registry’s name .*: no host\./);
  for (const typed of [site.registry.host, `oci://${site.registry.host}/charts`]) {
    await page.goto(`${site.url}/#/registries`);
    await box.fill(typed);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByRole('heading', { name: site.registry.host })).toBeVisible();
  }
});
