import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { MYCHART, noise, writeChart, writeFiles } from '../support/charts.ts';
import { forward } from '../support/forward.ts';
import { startRegistry } from '../support/registry.ts';
import { startServer } from '../support/server.ts';
import { aim, chooseFolder, expect, manifestOf, push, ROUTES, test } from './site.ts';

for (const route of ROUTES) {
  test(`a push without a network goes on once there is one: ${route}`, async ({
    page,
    context,
    site,
    folder,
  }) => {
    const chart = writeChart(join(folder, 'sample'), { name: 'sample' });
    const reference = `${site.registry.host}/offline/sample:${route}`;
    await page.goto(site.url);
    await chooseFolder(page, chart);
    await aim(page, reference, route);
    await page.getByRole('combobox', { name: 'Format' }).selectOption('Two layers (2019 demo)');
    // The checks load a part of the page, which must be there before.
    await expect(page.getByText('Checking …')).toHaveCount(0);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('no network');
    await expect(alert.getByRole('button', { name: 'Go on' })).toHaveCount(0);

    await context.setOffline(false);
    await expect(alert).toContainText('The network is back.');
    await expect(page.getByRole('textbox', { name: 'Reference' })).toHaveValue(reference);
    await alert.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
    const { layers } = JSON.parse((await manifestOf(reference)).text) as { layers: unknown[] };
    expect(layers).toHaveLength(2);
  });
}

test('a network that goes away in the middle', async ({ page, context, site, folder }) => {
  const chart = writeChart(join(folder, 'heavy'), { name: 'heavy' });
  writeFiles(chart, { 'files/noise.bin': noise(2_000_000, 7) });
  const reference = `${site.registry.host}/offline/heavy:1`;
  await page.goto(site.url);
  await chooseFolder(page, chart);
  await aim(page, reference);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: 50_000 };
  await session.send('Network.emulateNetworkConditions', { offline: false, ...conditions });
  const sending = page.waitForRequest((request) => request.method() === 'PUT');
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await sending;
  await session.send('Network.emulateNetworkConditions', { offline: true, ...conditions });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('no network');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    ...conditions,
    uploadThroughput: -1,
  });
  await alert.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
});

test('a page that is opened without a network', async ({ page, context, site }) => {
  const reference = `${site.registry.host}/offline/none:1`;
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
  await expect(page.getByRole('alert')).toContainText('There is nothing at');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('no network');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('alert')).toContainText('There is nothing at');
});

test.describe('a part of the page that does not load', () => {
  test('a page that did not load is told as that, and asked for again', async ({ page, site }) => {
    await page.route(/\/assets\/registry-/, (route) => route.abort());
    await page.goto(`${site.url}/#/registry/${encodeURIComponent(site.registry.host)}`);
    await expect(page.getByRole('alert')).toContainText('This page could not be drawn');
    await page.unroute(/\/assets\/registry-/);
    await page.getByRole('link', { name: 'Load it again' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  for (const [chunk, many] of [
    ['push', false],
    ['many', true],
  ] as const) {
    test(`what is shown after a choice: ${chunk}`, async ({ page, site, folder }) => {
      for (const name of many ? ['one', 'two'] : ['one']) {
        writeChart(join(folder, 'charts', name), { name });
      }
      const part = new RegExp(`/assets/${chunk}-`);
      await page.route(part, (route) => route.abort());
      await page.goto(site.url);
      await page.getByLabel('Chart folder').setInputFiles(join(folder, 'charts'));
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('of this page did not load');
      await page.unroute(part);
      await alert.getByRole('button', { name: /^(Go on|Try again)$/ }).click();
      await expect(page.getByRole('button', { name: many ? 'Push all' : 'Push' })).toBeEnabled();
      await expect(alert).toHaveCount(0);
    });
  }

  test('a failure whose words did not load either', async ({ page, site, folder }) => {
    const words = /\/assets\/first-/;
    await page.route(words, (route) => route.abort());
    await page.goto(site.url);
    await page
      .getByLabel('Chart folder')
      .setInputFiles(writeFiles(join(folder, 'none'), { 'notes.txt': 'no chart' }));
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('A part of this page did not load.');
    await page.unroute(words);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toContainText('There is no Chart.yaml in none');
  });

  test('the library that did not load is asked for again', async ({ page, site }) => {
    await page.route(/\/assets\/storage\.worker-/, (route) => route.abort());
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    const keep = page.getByRole('button', { name: 'Keep in this browser' });
    await keep.click();
    await expect(page.getByRole('alert')).toContainText('did not load');
    await page.unroute(/\/assets\/storage\.worker-/);
    await keep.click();
    await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();
  });
});

test('two instances of a registry that share no secret: a push gets through all the same', async ({
  page,
  site,
  folder,
}) => {
  const first = await startRegistry({ secret: 'one' });
  const second = await startRegistry({ secret: 'two', dataDir: first.dataDir });
  // A balancer that takes the first ends of uploads, a browser's preflights included, to the
  // instance that knows nothing of them.
  let astray = 3;
  const balancer = await startServer((request, response) => {
    const isEnd = request.method !== 'POST' && request.url?.includes('_state=');
    const { host } = isEnd && astray-- > 0 ? second : first;
    forward(host, request, response);
  });
  try {
    const chart = writeChart(join(folder, 'sample'), { name: 'sample' });
    const reference = `${balancer.host}/balanced/sample:1`;
    await page.goto(site.url);
    await chooseFolder(page, chart);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await push(page, reference);
    expect(astray).toBeLessThanOrEqual(0);
  } finally {
    await balancer.stop();
    await second.stop();
    await first.stop();
  }
});

test('connections of a direct registry that break in passing are tried again, and aren’t called CORS', async ({
  page,
  site,
  folder,
}) => {
  let breaks: (request: IncomingMessage) => boolean = () => false;
  const line = await startServer((request, response) => {
    if (breaks(request)) request.socket.destroy();
    else forward(site.registry.host, request, response);
  });
  try {
    const chart = writeChart(join(folder, 'sample'), { name: 'sample' });
    const reference = `${line.host}/broken/sample:1`;
    // The first of each kind of request breaks, a browser's preflights included.
    const begun = new Set<string>();
    breaks = ({ method, url = '' }) => {
      const kind = `${method} ${url.replace(/\?.*/, '').replace(/[0-9a-f-]{32,}/, '…')}`;
      return begun.size !== begun.add(kind).size;
    };
    await page.goto(site.url);
    await chooseFolder(page, chart);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Pushed' })).toBeVisible();
    await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
    await expect(page.getByRole('heading', { name: 'sample 1.0.0' })).toBeVisible();
    expect(begun.size).toBeGreaterThan(5);

    // What could be read before isn't hidden now.
    breaks = ({ url = '' }) => url !== '/v2/';
    const other = `${line.host}/broken/other:1`;
    await page.goto(`${site.url}/#/chart/${encodeURIComponent(other)}`);
    await expect(page.getByRole('alert')).toContainText(`No answer from ${line.host}.`);
  } finally {
    await line.stop();
  }
});
