/** What pages cost that isn't time: requests, and what is left of a view that was closed. */
import type { Page } from 'playwright/test';
import { heldBy } from '../attacks/strain.ts';
import { MYCHART, writeChart } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { expect, test } from './site.ts';

const CHARTS = 8;
/** When a push begins, when it is known what is to be sent, and when it has ended. */
const MOST_LOOKS = 3;
/** Rounds through all views that are measured: some of them take caches and compiled code as well. */
const ROUNDS = 8;
/** What each of them may leave: one page has some 600 nodes, and takes 150 kB. */
const MOST_LEFT = { nodes: 20, heap: 75_000 };
/** The storage's worker, and as many for compute as the app starts at most. */
const MOST_WORKERS = 9;

declare global {
  /** How often the page under test was looked through for what a change shows. */
  var lookedThrough: number;
}

test('charts that are there already cost one request each, and few looks through the page', async ({
  page,
  site,
  folder,
}) => {
  await page.addInitScript(countLooks);
  for (let i = 0; i < CHARTS; i++) writeChart(`${folder}/charts/c${i}`, { name: `c${i}` });
  const requests: string[] = [];
  page.on('request', (request) => {
    const [, path] = /\/v2\/(.+)/.exec(request.url()) ?? [];
    if (path) requests.push(`${request.method()} ${path}`);
  });
  const push = async (standing: string) => {
    await page.goto(`${site.url}#/publish`);
    await page.reload();
    await page.getByLabel('Chart folder').setInputFiles(`${folder}/charts`);
    await page.getByLabel('Registry and path').fill(`${site.registry.host}/again`);
    // What is there is looked up for the rows in sight, which all are: that is over before the press.
    await expect(page.getByRole('group', { name: 'Before the push' })).toHaveText(standing);
    requests.length = 0;
    await page.evaluate(() => (globalThis.lookedThrough = 0));
    await page.getByRole('button', { name: 'Push all' }).click();
    await expect(page.getByText(`${CHARTS} pushed`).first()).toBeVisible();
    return page.evaluate(() => globalThis.lookedThrough);
  };
  await push(`${CHARTS} tags are free`);
  const looks = await push(`${CHARTS} are there already, the same`);
  expect(looks).toBeLessThanOrEqual(CHARTS * MOST_LOOKS);
  const names = Array.from({ length: CHARTS }, (_, i) => `HEAD again/c${i}/manifests/1.0.0`);
  expect(requests.toSorted()).toEqual(names);
});

test('a push that takes a while loads the line of what is under way, and no other page’s files', async ({
  page,
  site,
}) => {
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(MYCHART);
  await page
    .getByRole('textbox', { name: 'Reference' })
    .fill(`${site.registry.host}/own/mychart:1`);
  // Until then the page loads what looking at a chart and keeping it takes.
  await page.waitForLoadState('networkidle');
  const files: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/assets\/(.+)-[\w-]{8}\./.exec(request.url()) ?? [];
    if (name) files.push(name);
  });
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/blobs/uploads/**', async (route) => {
    await gate;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(page.getByRole('banner').getByRole('button')).toHaveText('1 under way');
  letGo();
  await expect(page.getByRole('status').filter({ hasText: 'Pushed ' })).toBeVisible();
  expect(new Set(files)).toEqual(new Set(['work']));
});

test('a view that was closed leaves nothing behind', async ({ page, site }) => {
  const reference = `${site.registry.host}/left/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  const round = async () => {
    await go(page, '#/publish', 'Publish');
    await expect(page.getByRole('tab', { name: 'Files' })).toBeVisible();
    await go(page, `#/chart/${reference}`, 'mychart 2.7.1');
    for (const name of ['Values', 'Files', 'Overview']) {
      await page.getByRole('tab', { name }).click();
    }
    await go(page, `#/registry/${site.registry.host}`, site.registry.host);
    await go(page, '#/library', 'Library');
  };
  await page.goto(site.url);
  // Only once: Playwright keeps each field that it has chosen files with, and its page by that.
  await page.getByLabel('Chart folder').setInputFiles(MYCHART);
  await round();
  const held = [await heldBy(page)];
  for (let i = 0; i < ROUNDS; i++) {
    await round();
    held.push(await heldBy(page));
  }
  // Code and caches come at some time; what is left behind comes with every round.
  const least = (name: 'nodes' | 'documents' | 'heap') =>
    Math.min(...held.slice(1).map((now, i) => now[name] - (held[i]?.[name] ?? 0)));
  expect(least('documents'), JSON.stringify(held)).toBeLessThanOrEqual(0);
  expect(least('nodes'), JSON.stringify(held)).toBeLessThan(MOST_LEFT.nodes);
  expect(least('heap'), JSON.stringify(held)).toBeLessThan(MOST_LEFT.heap);
  expect(page.workers().length).toBeLessThanOrEqual(MOST_WORKERS);
});

/** In the page, before its scripts: Svelte looks through it in a microtask after what was written. */
function countLooks(): void {
  globalThis.lookedThrough = 0;
  const queue = globalThis.queueMicrotask;
  globalThis.queueMicrotask = (work) => {
    globalThis.lookedThrough++;
    queue(work);
  };
}

async function go(page: Page, hash: string, heading: string): Promise<void> {
  await page.evaluate((to) => (location.hash = to), hash);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}
