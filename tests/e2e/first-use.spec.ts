import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MYCHART } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { expect, manifestOf, test } from './site.ts';

/** The most files that a page may ask its site for until it stands: each one costs a round trip. */
const MOST_FILES = 20;

test('a worker waits before a chart is chosen', async ({ page, site }) => {
  await page.goto(site.url);
  await expect.poll(() => page.workers().length).toBe(1);
});

test('the manifest is asked for while the code of its page is on its way', async ({
  page,
  site,
}) => {
  const reference = `${site.registry.host}/ahead/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  let manifests = 0;
  page.on('request', (request) => (manifests += request.url().includes('/manifests/') ? 1 : 0));
  // The code comes once the manifest has been asked for, and not before.
  await page.route(/assets\/chart-[^/]*\.js$/, async (route) => {
    await expect.poll(() => manifests).toBe(1);
    await route.continue();
  });
  await page.goto(`${site.url}#/chart/${reference}`);
  await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
  expect(manifests).toBe(1);
});

test('a chart can be downloaded once it is verified, before it is unpacked', async ({
  page,
  site,
}) => {
  const reference = `${site.registry.host}/verified/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  let unpack = () => {};
  const held = new Promise<void>((resolve) => (unpack = resolve));
  await page.route(/assets\/compute\.worker-/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${site.url}#/chart/${reference}`);
  const offered = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .tgz' }).click();
  const { layers } = JSON.parse((await manifestOf(reference)).text) as Manifest;
  expect(await digestOfFile(await (await offered).path())).toBe(layers[0]?.digest);
  await expect(page.getByRole('tab', { name: 'Values' })).toBeHidden();
  unpack();
  await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
});

test('a first chart, and a page of a chart, need few files', async ({ page, site }) => {
  const asked: string[] = [];
  // What keeping the chart would need comes when the page has nothing else to do.
  let untilTabs = 0;
  await page.addInitScript(tellTabs);
  page.on('console', (message) => {
    if (message.text() === TABS_STAND) untilTabs = asked.length;
  });
  page.on('request', (request) => {
    const url = request.url();
    // A worker asks for the rules of checks when the chart stands already.
    if (url.includes('/assets/check-')) return;
    // Through the site's proxy the registry answers, not the site.
    if (url.startsWith(site.url) && !url.includes('/registry/')) asked.push(url);
  });
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(MYCHART);
  await expect(page.getByLabel('Reference')).toBeVisible();
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(MOST_FILES);

  const reference = `${site.registry.host}/first/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  await page.goto('about:blank');
  asked.length = 0;
  await page.goto(`${site.url}#/chart/${reference}`);
  await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
  await expect.poll(() => untilTabs).toBeGreaterThan(0);
  expect(untilTabs, asked.join('\n')).toBeLessThanOrEqual(MOST_FILES);
});

const TABS_STAND = 'the tabs of a chart stand';

/** In the page: says when the tabs of a chart's page are drawn. */
function tellTabs(): void {
  const observer = new MutationObserver(() => {
    if (!location.hash.startsWith('#/chart/') || !document.querySelector('[role=tab]')) return;
    observer.disconnect();
    console.log('the tabs of a chart stand');
  });
  observer.observe(document, { childList: true, subtree: true });
}

interface Manifest {
  layers: { digest: string }[];
}

async function digestOfFile(path: string): Promise<string> {
  return `sha256:${createHash('sha256')
    .update(await readFile(path))
    .digest('hex')}`;
}
