import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { build } from 'vite';
import { startStaticHost, type StaticHost } from '../support/static-host.ts';
import { expect, test } from './site.ts';

test.use({ serviceWorkers: 'allow' });

/** The next build: the same app, but that a file which all others need says something more. */
let next: string;
let host: StaticHost;
const dist = process.env['CHARTROOM_DIST'] ?? 'dist';

test.beforeAll(async () => {
  next = mkdtempSync(join(tmpdir(), 'chartroom-next-'));
  await build({
    logLevel: 'error',
    build: { outDir: next, emptyOutDir: true },
    plugins: [
      {
        name: 'next-build',
        transform: (code, id) =>
          id.endsWith('/src/core/errors.ts') ? `${code}\nglobalThis.isNext = true;` : undefined,
      },
    ],
  });
});
test.afterAll(() => rmSync(next, { recursive: true, force: true }));

test.beforeEach(async () => {
  host = await startStaticHost(dist);
  // What a browser must ask for anew each time is not there without a network.
  host.caching = () => 'no-store';
});
test.afterEach(() => host.stop());

const isNext = (page: Page) => page.evaluate(() => 'isNext' in globalThis);
/** How many builds are kept. */
const buildsKept = (page: Page) =>
  page.evaluate(async () => (await globalThis.caches.keys()).length);

/** Opens the first build, and waits until it is kept. */
async function openFirst(page: Page): Promise<void> {
  await page.goto(host.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  expect(await isNext(page)).toBe(false);
}

/** Whether the script of another build is being installed, or waits for the pages to be closed. */
const workers = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return {
      installing: Boolean(registration?.installing),
      waiting: Boolean(registration?.waiting),
    };
  });

/** Waits until the next build is kept, and waits for the pages of the first to be closed. */
async function nextIsKept(page: Page): Promise<void> {
  await expect.poll(() => workers(page)).toEqual({ installing: false, waiting: true });
}

/** Goes to a view, which is loaded when it is first gone to. */
async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view, exact: true }).click();
  await expect(page.getByRole('heading', { name: view, level: 1 })).toBeVisible();
}

async function works(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Publish', level: 1 })).toBeVisible();
  await goTo(page, 'Library');
  await goTo(page, 'Publish');
}

test('opened again after an update, the page works without a network, as either build', async ({
  page,
}) => {
  await openFirst(page);
  host.root = next;
  await page.reload();
  expect(await isNext(page)).toBe(true);
  await nextIsKept(page);

  await page.context().setOffline(true);
  // The part of the page that shows this one is asked for only now.
  await goTo(page, 'Library');
  await goTo(page, 'Publish');
  await page.reload();
  await works(page);
  expect(await isNext(page)).toBe(false);

  // Once no page of the first build is open, the next is what is kept, and all that is.
  await page.goto('about:blank');
  await expect(async () => {
    await page.goto(host.url);
    const taken = await isNext(page);
    // A page that stays open until the next try would keep the first build in use.
    await page.goto('about:blank');
    expect(taken).toBe(true);
  }).toPass();
  await page.goto(host.url);
  await works(page);
  await expect.poll(() => buildsKept(page)).toBe(1);
});

test('a page that is open goes on when the host has its files no longer', async ({ page }) => {
  await openFirst(page);
  host.root = next;
  await works(page);
  await goTo(page, 'Pull');
  expect(await isNext(page)).toBe(false);
});

for (const missing of [404, 200] as const) {
  test(`an update that is deployed by half leaves the build before it (${missing})`, async ({
    page,
  }) => {
    // The browser may give this page again without asking, though what it names is gone.
    host.caching = (file) => (file === 'index.html' ? 'max-age=600' : 'no-store');
    host.missing = missing;
    await openFirst(page);
    host.root = next;
    host.isMissing = (file) => /assets\/(?:library|overview)-/.test(file);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Publish' })).toBeVisible();
    host.asked = [];
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update().catch(() => undefined);
    });
    // The next build's script was seen, and gave up for want of a file.
    await expect.poll(() => workers(page)).toEqual({ installing: false, waiting: false });
    expect(host.asked.filter((file) => /assets\/(?:library|overview)-/.test(file))).not.toEqual([]);
    await page.context().setOffline(true);
    await page.reload();
    await works(page);
    await page.context().setOffline(false);

    host.isMissing = () => false;
    await page.reload();
    await nextIsKept(page);
  });
}

test('a page whose own files the host doesn’t have yet gives way to the one before it', async ({
  page,
}) => {
  await openFirst(page);
  host.root = next;
  host.isMissing = (file) => file.startsWith('assets/');
  await page.reload();
  await works(page);
  expect(await isNext(page)).toBe(false);
});

test('a host that lets browsers keep the page and its script for a day is updated too', async ({
  page,
}) => {
  host.caching = () => 'max-age=86400';
  await openFirst(page);
  host.root = next;
  await page.reload();
  await nextIsKept(page);
  await page.context().setOffline(true);
  await page.reload();
  await works(page);
});
