import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browser.ts';
import { readTree, writeLargeChart } from '../support/charts.ts';
import { startNginx, type RunningNginx } from '../support/nginx.ts';
import { notInstalled } from '../support/programs.ts';
import { isHtpasswdAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { aim, chooseFolder, expect, manifestOf, push, ROUTES, test } from './site.ts';

const NAME = 'chartroom.test';

// A name other than a loopback name makes a page that is loaded over http an insecure one; where it leads
// to, the browser is told, so that nothing leaves this machine.
test.use({
  launchOptions: {
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    ...(existsSync(chromium.executablePath()) ? {} : { executablePath: chromiumPath() }),
  },
});

let registry: RunningRegistry;
let nginx: RunningNginx;
let url: string;

test.beforeAll(async () => {
  registry = await startRegistry();
  nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    names: [NAME],
    registries: { [registry.host]: registry.url },
    direct: ['http://localhost:*'],
  });
  url = nginx.url.replace('localhost', NAME);
});
test.afterAll(async () => {
  await nginx.stop();
  await registry.stop();
});

for (const route of ROUTES) {
  test(`a chart goes in and comes back without WebCrypto: ${route}`, async ({ page, folder }) => {
    const chart = writeLargeChart(join(folder, 'grand-banks'));
    const reference = `${registry.host}/insecure/grand-banks:${route}`;
    await page.goto(url);
    expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([
      false,
      'undefined',
    ]);
    await chooseFolder(page, chart);
    await aim(page, reference, route);
    await push(page, reference);
    expect((await manifestOf(reference)).digest).toMatch(/^sha256:[0-9a-f]{64}$/);

    await page.goto(`${url}/#/pull`);
    await aim(page, reference, route);
    await page.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(page.getByRole('heading', { name: /grand-banks/ })).toBeVisible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download .tgz' }).click();
    const archive = join(folder, 'pulled.tgz');
    await (await saved).saveAs(archive);
    execFileSync('tar', ['xzf', archive, '-C', folder, '--one-top-level=out']);
    const actual = readTree(join(folder, 'out/grand-banks'));
    for (const [path, bytes] of readTree(chart)) {
      if (/left-out|private/.test(path)) continue;
      expect(actual.get(path)?.equals(bytes), path).toBe(true);
    }
    await expect(page.getByRole('button', { name: 'Save folder' })).toHaveCount(0);
  });
}

test('a note that did not load is missed', async ({ page }) => {
  const note = /\/assets\/(Insecure|PageNote)-/;
  await page.route(note, (route) => route.abort());
  await page.goto(url);
  await expect(page.getByRole('alert')).toHaveText(
    'A note for you did not load. Reload the page to see it.',
  );
  await page.unroute(note);
  await page.reload();
  await expect(page.getByRole('complementary', { name: 'Unprotected page' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the digest is the one that WebCrypto gives', async ({ page, site, folder }) => {
  const chart = writeLargeChart(join(folder, 'grand-banks'));
  const digests: string[] = [];
  for (const address of [url, site.url]) {
    await page.goto(address);
    await chooseFolder(page, chart);
    await expect(page.getByText('sha256:').first()).toBeVisible();
    const values = page.locator('.digest .value');
    await expect(values).toHaveCount(2);
    digests.push((await values.allTextContents()).join(' '));
  }
  expect(digests[0]).toBe(digests[1]);
});

test('the library keeps charts', async ({ page, folder }) => {
  const chart = writeLargeChart(join(folder, 'grand-banks'));
  await page.goto(url);
  await chooseFolder(page, chart);
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Kept in this browser' })).toBeVisible();
  await page.reload();
  await page.goto(`${url}/#/library`);
  await page.getByRole('link', { name: 'grand-banks' }).click();
  await expect(page.getByRole('heading', { name: /grand-banks/ })).toBeVisible();
});

test('signing in works, in memory or for the tab', async ({ page }) => {
  test.skip(!isHtpasswdAvailable(), notInstalled('htpasswd'));
  const guarded = await startRegistry({ htpasswd: { user: 'captain', password: 'secret' } });
  const own = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    names: [NAME],
    registries: { [guarded.host]: guarded.url },
  });
  try {
    const address = own.url.replace('localhost', NAME);
    await page.goto(`${address}/#/registry/${encodeURIComponent(guarded.host)}`);
    await page.getByLabel('Username').fill('captain');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByText('Signed in as captain')).toBeVisible();
  } finally {
    await Promise.all([own.stop(), guarded.stop()]);
  }
});

test('what does not work is said once', async ({ page, site }) => {
  const note = page.getByRole('complementary', { name: 'Unprotected page' });
  await page.goto(url);
  await expect(note).toContainText('plain http');
  await note.getByRole('button', { name: 'Understood' }).click();
  await expect(note).toBeHidden();
  await page.goto(`${url}/#/library`);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
  await expect(note).toBeHidden();

  await page.goto(site.url);
  await expect(page.getByRole('heading', { name: 'Publish' })).toBeVisible();
  await expect(note).toHaveCount(0);
});

test('the connection check says so, and copying goes the old way', async ({ page }) => {
  const bare = await startRegistry({ cors: false });
  try {
    await page.goto(`${url}/#/registry/${encodeURIComponent(bare.host)}/check`);
    await expect(page.getByRole('status').filter({ hasText: / unknown$/ })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Secure page' })).toContainText(
      'plain http',
    );
    await page.getByRole('button', { name: 'Copy settings' }).first().click();
    await expect(page.getByText('Copied').first()).toBeVisible();
  } finally {
    await bare.stop();
  }
});
