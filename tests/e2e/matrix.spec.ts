/**
 * Push, list, pull, keep, copy and delete with every kind of registry, sign-in and way there is.
 * A few of them by default, all with `MATRIX=all` (`npm run test:matrix`).
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browser.ts';
import { TLS_NAME } from '../support/certificate.ts';
import { readTree, writeChart } from '../support/charts.ts';
import { combinations, missingFor } from './matrix/combinations.ts';
import { CAPTAIN, startPlace, type Place } from './matrix/place.ts';
import { chooseFolder, expect, test, versionLinks } from './site.ts';

// The certificates are made here, and no browser knows their issuer.
test.use({
  ignoreHTTPSErrors: true,
  launchOptions: {
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${TLS_NAME} 127.0.0.1`],
    ...(existsSync(chromium.executablePath()) ? {} : { executablePath: chromiumPath() }),
  },
});

for (const combination of combinations) {
  const { server, auth, route, scheme } = combination;
  test(`${server}, ${auth}, ${route}, ${scheme}`, async ({ page, folder }) => {
    const missing = missingFor(combination);
    test.skip(missing !== undefined, missing);
    const place = await startPlace(combination);
    try {
      const chart = writeChart(join(folder, 'sample'));
      const original = `${place.host}/charts/sample:1.0.0`;
      const copy = `${place.host}/copies/sample:1.0.0`;

      await page.goto(place.url);
      await chooseFolder(page, chart);
      await page.getByRole('textbox', { name: 'Reference' }).fill(original);
      const proxied = page.getByRole('checkbox', { name: "Through this site's proxy" });
      if (route === 'proxy') await expect(proxied).toBeChecked();
      else await expect(proxied).toHaveCount(0);
      await page.getByRole('button', { name: 'Push', exact: true }).click();
      if (auth !== 'open') await signIn(page, place);
      await expectPushed(page, original);

      await go(page, `#/registry/${encodeURIComponent(place.host)}`);
      const repositories = page.getByRole('region', { name: 'Repositories' });
      await repositories.getByRole('link', { name: 'charts/sample' }).click();
      await expect(versionLinks(page)).toHaveText(['1.0.0']);

      await pull(page, original);
      await page.getByRole('button', { name: 'Keep in this browser' }).click();
      await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();
      await go(page, '#/library');
      await page.getByRole('button', { name: /^Push/ }).first().click();
      await page.getByRole('textbox', { name: 'Reference' }).fill(copy);
      await page.getByRole('button', { name: 'Push', exact: true }).last().click();
      await expectPushed(page, copy);

      await go(page, `#/registry/${encodeURIComponent(place.host)}/repository/charts%2Fsample`);
      await page.getByRole('button', { name: 'Delete 1.0.0…' }).click();
      await page.getByLabel('Type 1.0.0 to delete it').fill('1.0.0');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Deleted 1.0.0' })).toBeVisible();

      await go(page, `#/chart/${encodeURIComponent(original)}`);
      await expect(page.getByRole('alert')).toContainText('There is nothing at');
      await pull(page, copy);
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download .tgz' }).click();
      const archive = join(folder, 'pulled.tgz');
      await (await saved).saveAs(archive);
      execFileSync('tar', ['xzf', archive, '-C', folder, '--one-top-level=out']);
      expect(readTree(join(folder, 'out/sample'))).toEqual(readTree(chart));
    } finally {
      await place.stop();
    }
  });
}

/** Navigates within the page: a reload would forget the sign-in. */
async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => (location.hash = to), hash);
}

async function signIn(page: Page, { host, tokens }: Place): Promise<void> {
  await expect(page.getByRole('form', { name: `Sign in to ${host}` })).toBeVisible();
  await page.getByLabel('Username').fill(CAPTAIN.user);
  await page.getByLabel('Password').fill(CAPTAIN.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  if (tokens) await page.getByRole('button', { name: `Send them to ${tokens}` }).click();
}

async function pull(page: Page, reference: string): Promise<void> {
  await go(page, '#/pull');
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'sample 1.0.0' })).toBeVisible();
}

async function expectPushed(page: Page, reference: string): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
}
