import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { MYCHART } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { expect, manifestOf, test } from './site.ts';

/** The most files that a page may ask its site for until it stands: each one costs a round trip. */
const MOST_FILES = 20;
/** The most bytes of these, compressed: until a first chart stands, and the page of a chart. */
const MOST_BYTES = { publish: 183_500, chart: 207_000 };

/**
 * What keeping a chart takes comes as soon as there is one, though nobody waits for it: a page that is
 * left while it keeps a chart can fetch nothing more.
 */
const FOR_KEEPING = '/assets/(?:keep|storage)[-.]';

for (const width of [1280, 360]) {
  test(`the page for publishing is in sight before the app is there, ${width} px wide`, async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    const shell = await hold(page, /assets\/shell-[^/]*\.js$/);
    const publish = await hold(page, /assets\/publish-[^/]*\.js$/);
    await page.goto(site.url, { waitUntil: 'commit' });
    const words = ['Publish', 'Choose the folder', 'Chart archives', 'One chart, or a folder'];
    const places = async () => {
      const found = words.map((text) => page.locator('main').getByText(text).boundingBox());
      return Promise.all(found);
    };
    await expect(page.locator('.lead')).toBeVisible();
    const before = await places();
    expect(before.every((box) => box !== null)).toBe(true);
    // Nothing of it can be used, or is told to a screen reader, before it answers.
    await expect(page.getByRole('heading')).toHaveCount(0);
    await expect(page.locator('main').locator('input, button, a, [tabindex]')).toHaveCount(0);

    shell();
    await expect(page.getByRole('link', { name: 'Keys and display' })).toBeVisible();
    expect(await places()).toEqual(before);
    publish();
    await expect(page.getByLabel('Chart folder')).toHaveCount(1);
    await expect(page.locator('.lead')).toHaveCount(1);
    expect(await places()).toEqual(before);
    await expect(page.getByRole('heading', { name: 'Publish' })).toBeVisible();
  });
}

test('of the page for publishing nothing is in sight at another page’s address', async ({
  page,
  site,
}) => {
  const shell = await hold(page, /assets\/shell-[^/]*\.js$/);
  await page.goto(`${site.url}#/library`, { waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-opened-at', 'library');
  await expect(page.locator('.lead')).toBeHidden();
  shell();
  await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
  await expect(page.locator('.lead')).toHaveCount(0);
});

test('a worker starts before the view that hands it a chart is there, and is the one that packs it', async ({
  page,
  site,
}) => {
  const publish = await hold(page, /assets\/publish-[^/]*\.js$/);
  await page.goto(site.url, { waitUntil: 'commit' });
  await expect.poll(() => page.workers().length).toBe(1);
  publish();
  await page.getByLabel('Chart folder').setInputFiles(MYCHART);
  await expect(page.getByText(/^sha256:/).first()).toBeVisible();
  expect(page.workers().filter((one) => one.url().includes('compute'))).toHaveLength(1);
});

test('what a choice takes comes while the page is drawn', async ({ page, site }) => {
  // A page that is never painted, and never has nothing else to do.
  await page.addInitScript(() =>
    Object.assign(globalThis, { requestIdleCallback: () => 0, requestAnimationFrame: () => 0 }),
  );
  const came: string[] = [];
  page.on('requestfinished', (request) => came.push(new URL(request.url()).pathname));
  await page.goto(site.url);
  for (const file of [
    /\/first-.*\.js/,
    /\/push-.*\.js/,
    /\/compute-worker-/,
    /\/compute\.worker-/,
  ]) {
    await expect.poll(() => came.filter((name) => file.test(name))).toHaveLength(1);
  }
});

test('a chart is asked for while the code of its page is on its way', async ({ page, site }) => {
  const reference = `${site.registry.host}/ahead/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  const asked = { manifests: 0, blobs: 0 };
  page.on('request', (request) => {
    const [, kind] = /\/v2\/.*\/(manifests|blobs)\//.exec(request.url()) ?? [];
    if (kind === 'manifests' || kind === 'blobs') asked[kind]++;
  });
  // The code comes once both have been asked for, and not before.
  await page.route(/assets\/chart-[^/]*\.js$/, async (route) => {
    await expect.poll(() => asked).toEqual({ manifests: 1, blobs: 1 });
    await route.continue();
  });
  await page.goto(`${site.url}#/chart/${reference}`);
  await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
  expect(asked).toEqual({ manifests: 1, blobs: 1 });
});

test('a chart can be downloaded once it is verified, before it is unpacked', async ({
  page,
  site,
}) => {
  const reference = `${site.registry.host}/verified/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  const unpack = await hold(page, /assets\/compute\.worker-/);
  await page.goto(`${site.url}#/chart/${reference}`);
  const offered = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .tgz' }).click();
  const { layers } = JSON.parse((await manifestOf(reference)).text) as Manifest;
  expect(await digestOfFile(await (await offered).path())).toBe(layers[0]?.digest);
  await expect(page.getByRole('tab', { name: 'Values' })).toBeHidden();
  unpack();
  await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
});

test('a first chart, and a page of a chart, need few files and bytes', async ({ page, site }) => {
  const asked: string[] = [];
  let needed = 0;
  let bytes = 0;
  await page.addInitScript(tellStanding, FOR_KEEPING);
  page.on('console', (message) => {
    const [, told] = /^all of a chart stands: (\d+) bytes$/.exec(message.text()) ?? [];
    if (told) [needed, bytes] = [asked.length, Number(told)];
  });
  page.on('request', (request) => {
    const url = request.url();
    // Through the site's proxy the registry answers, not the site.
    if (!url.startsWith(site.url) || url.includes('/registry/')) return;
    // What the browser keeps from asking ahead is its own.
    if (!new RegExp(FOR_KEEPING).test(url) && !asked.includes(url)) asked.push(url);
  });
  const expectFew = async (mostBytes: number) => {
    await expect.poll(() => needed).toBeGreaterThan(0);
    expect(needed, asked.slice(0, needed).join('\n')).toBeLessThanOrEqual(MOST_FILES);
    expect(asked.slice(0, needed).filter((url) => url.includes('/assets/check-'))).toHaveLength(1);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  };
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(MYCHART);
  await expect(page.getByLabel('Reference')).toBeVisible();
  await expectFew(MOST_BYTES.publish);

  const reference = `${site.registry.host}/first/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  await page.goto('about:blank');
  asked.length = needed = 0;
  await page.goto(`${site.url}#/chart/${reference}`);
  await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
  await expectFew(MOST_BYTES.chart);
});

/**
 * In the page: says when a chart's digest or tabs are drawn, and what the checks found, and how many
 * bytes of the site that took, without files whose address is like `aside`.
 */
function tellStanding(aside: string): void {
  const observer = new MutationObserver(() => {
    const text = document.querySelector('main')?.textContent ?? '';
    const isChecked = /No error found|\d (?:error|warning|hint)/.test(text);
    if (!isChecked || !document.querySelector('[role=tab]')) return;
    observer.disconnect();
    const entries = performance.getEntries();
    const files = entries.filter((entry) => entry instanceof PerformanceResourceTiming);
    // What is asked for ahead and then used has an entry for each.
    const sizes = new Map(files.map(({ name, encodedBodySize }) => [name, encodedBodySize]));
    const bytes = [...sizes]
      .filter(([name]) => !name.includes('/registry/') && !new RegExp(aside).test(name))
      .reduce((sum, [, size]) => sum + size, 0);
    console.log(`all of a chart stands: ${bytes} bytes`);
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** Keeps the page waiting for a file until the function that this gives is called. */
async function hold(page: Page, file: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(file, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

interface Manifest {
  layers: { digest: string }[];
}

async function digestOfFile(path: string): Promise<string> {
  return `sha256:${createHash('sha256')
    .update(await readFile(path))
    .digest('hex')}`;
}
