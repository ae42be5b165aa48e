/** The repositories of a registry as a person looks through them. */
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { MYCHART, writeChart } from '../support/charts.ts';
import { forward } from '../support/forward.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';
import { cloneRepository, pushImage } from '../support/repositories.ts';
import { startServer } from '../support/server.ts';
import { stockChart } from '../support/stock.ts';
import { expect, test } from './site.ts';

const registryUrl = (site: { url: string }, host: string, rest = '') =>
  `${site.url}/#/registry/${encodeURIComponent(host)}${rest}`;

const repositories = (page: Page) => page.getByRole('region', { name: 'Repositories' });

const DATED = { 'org.opencontainers.image.created': '2026-11-20T10:00:00Z' };

let registry: RunningRegistry;
test.beforeEach(async ({ folder }) => {
  registry = await startRegistry();
  const { host } = registry;
  const versions = ['1.9.0', '1.10.0', '2.0.0-rc.1', 'latest'];
  await stockChart(MYCHART, [`${host}/charts/mychart:2.7.1`]);
  for (const version of versions.slice(0, 3)) {
    const chart = writeChart(join(folder, version), {
      name: 'lighthouse',
      version,
      extra: `appVersion: "app-${version}"\n`,
    });
    await stockChart(chart, [`${host}/charts/lighthouse:${version}`]);
  }
  await pushImage(`${host}/images/web:latest`, DATED);
});
test.afterEach(() => registry.stop());

test('each row says what is in it, its versions open in place, and it is sorted as one likes', async ({
  page,
  site,
}) => {
  await page.goto(registryUrl(site, registry.host));
  const list = repositories(page);
  const rows = list.getByRole('listitem');
  await expect(rows).toContainText([
    /^\s*charts\/lighthouse.*Chart.*1\.10\.0.*–.*\d B.*3 tags/s,
    /^\s*charts\/mychart.*This is my chart\.\.\. that is all.*Chart.*2\.7\.1.*–.*1 tag/s,
    /^\s*images\/web.*Image.*tag latest.*2026-11-20.*4\.2 MB.*1 tag/s,
  ]);
  await expect(list.getByRole('link', { name: '1.10.0' })).toBeVisible();

  // By keyboard: from name to name, then to the versions, which open where they are.
  await list.getByRole('link', { name: 'charts/mychart' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(list.getByRole('link', { name: 'charts/lighthouse' })).toBeFocused();
  const opener = list.getByRole('button', { name: '3 tags of charts/lighthouse' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const versions = list.getByRole('group', { name: 'Versions of charts/lighthouse' });
  await expect(versions.getByRole('listitem')).toContainText([
    /2\.0\.0-rc\.1.*Pre-release.*app app-2\.0\.0-rc\.1/s,
    /1\.10\.0.*app app-1\.10\.0/s,
    /1\.9\.0.*app app-1\.9\.0/s,
  ]);
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Enter');
  await expect(versions).toHaveCount(0);

  await list.getByLabel('Sort by').selectOption('Date, newest first');
  await expect(rows).toContainText([/images\/web/, /charts\/lighthouse/, /charts\/mychart/]);
  await expect(list.getByText('The date is known of 1 of 3 repositories')).toBeVisible();
  await expect(page).toHaveURL(/\?sort=date$/);
  await page.reload();
  // Nothing is known yet when it is sorted, and rows don't move by themselves afterwards.
  await expect(rows).toContainText([/lighthouse.*1\.10\.0/s, /mychart/, /web.*2026-11-20/s]);
  await list.getByRole('button', { name: 'Sort again' }).click();
  await expect(rows).toContainText([/images\/web/, /charts\/lighthouse/, /charts\/mychart/]);
});

test('many are folded by path, and found by several words', async ({ page, site }) => {
  const names = Array.from({ length: 45 }, (_, i) => `fleet/team-${i % 3}/boat-${i}`);
  cloneRepository(registry, 'charts/mychart', names);
  await page.goto(registryUrl(site, registry.host));
  const list = repositories(page);
  const rows = list.getByRole('listitem');
  await expect(list.getByText('48 repositories', { exact: true })).toBeVisible();
  await expect(rows).toContainText([
    /charts\/ *2 repositories/,
    /fleet\/ *45 repos/,
    /images\/web/,
  ]);
  await list.getByRole('button', { name: 'fleet/' }).click();
  await list.getByRole('button', { name: 'team-1/' }).click();
  await expect(list.getByRole('link', { name: 'boat-4', exact: true })).toBeVisible();
  await list.getByRole('link', { name: 'boat-4', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'fleet/team-1/boat-4' })).toBeVisible();
  await page.goBack();
  await expect(list.getByRole('link', { name: 'boat-4', exact: true })).toBeVisible();

  await page.keyboard.press('/');
  await expect(list.getByLabel('Filter')).toBeFocused();
  await page.keyboard.type('BOAT-1 team-2');
  await expect(list.getByText('3 of 48 repositories')).toBeVisible();
  await expect(list.getByRole('link', { name: 'fleet/team-2/boat-11', exact: true })).toBeVisible();
  await page.keyboard.type(' yacht');
  await expect(list.getByText('No repository matches “BOAT-1 team-2 yacht”')).toBeVisible();
  await list.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(list.getByLabel('Filter')).toBeFocused();
  await expect(list.getByText('48 repositories', { exact: true })).toBeVisible();
  await list.getByRole('checkbox', { name: 'Folded by path' }).uncheck();
  await expect(page).toHaveURL(/\?flat=1$/);
  await expect(rows).toHaveCount(48);
});

test('of ten thousand only those in view cost requests, and a rate limit stops that', async ({
  page,
  site,
}) => {
  const names = Array.from(
    { length: 10_000 },
    (_, i) => `fleet/boat-${String(i).padStart(4, '0')}`,
  );
  const asked = new Set<string>();
  let limited = false;
  const front = await startServer((request, response) => {
    const url = request.url ?? '';
    const [, boat] = /^\/v2\/(fleet\/boat-\d+)\//.exec(url) ?? [];
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Link, Retry-After');
    if (boat && request.method !== 'OPTIONS') asked.add(boat);
    if (boat && limited) {
      response.writeHead(429, { 'Retry-After': '0' }).end();
    } else if (boat) {
      request.url = url.replace(boat, 'charts/mychart');
      forward(registry.host, request, response);
    } else {
      const last = new URL(url, 'http://registry').searchParams.get('last') ?? '';
      const from = names.indexOf(last) + 1;
      const part = names.slice(from, from + 1000);
      if (from + 1000 < names.length) {
        response.setHeader('Link', `<?n=1000&last=${part.at(-1)}>; rel="next"`);
      }
      response.end(JSON.stringify({ repositories: part }));
    }
  });
  try {
    await page.goto(registryUrl(site, front.host));
    const list = repositories(page);
    await expect(list.getByText('10,000 repositories', { exact: true })).toBeVisible();
    await expect(list.getByRole('listitem').first()).toContainText('This is my chart');
    await expect(list.getByRole('listitem').nth(5)).toContainText('This is my chart');
    expect(asked.size).toBeLessThan(60);

    limited = true;
    // The box itself takes the keys as well: to a row, and to the end of all.
    await list.getByRole('group').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(list.getByRole('link', { name: names[0] ?? '', exact: true })).toBeFocused();
    await page.keyboard.press('End');
    await expect(list.getByRole('link', { name: names.at(-1) ?? '', exact: true })).toBeFocused();
    await expect(page.getByText('versions, dates and sizes stopped coming')).toBeVisible();
    const alert = page.getByRole('alert').filter({ hasText: 'asks for fewer requests' });
    await expect(alert).toBeVisible();
    await expect(list.getByRole('listitem').last()).toContainText('–');
    limited = false;
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(list.getByRole('listitem').last()).toContainText('This is my chart');
    expect(asked.size).toBeLessThan(120);
    await expect(page.getByLabel('Username')).toHaveCount(0);
  } finally {
    await front.stop();
  }
});
