import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startRegistry } from '../support/registry.ts';
import { aim, chooseFolder, expect, manifestOf, push, test } from './site.ts';

test('a chart is kept, and is there after a reload and without any registry', async ({
  page,
  site,
  folder,
}) => {
  const registry = await startRegistry();
  const reference = `${registry.host}/stays/mychart:2.7.1`;
  await page.goto(site.url);
  await chooseFolder(page, MYCHART);
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  const digest = await push(page, reference);
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();
  await registry.stop();

  await page.goto(`${site.url}/#/library`);
  await page.reload();
  await expect(page.getByText(reference)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download/ }).click();
  const archive = join(folder, 'kept.tgz');
  await (await saved).saveAs(archive);
  expect(readFileSync(archive).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));

  // From the library to another registry: the same manifest.
  const target = `${site.registry.host}/from-library/mychart:2.7.1`;
  const opener = page.getByRole('button', { name: /^Push/ }).first();
  await opener.click();
  await page.getByRole('textbox', { name: 'Reference' }).press('Escape');
  await expect(page.getByRole('textbox', { name: 'Reference' })).toHaveCount(0);
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Reference' }).fill(target);
  await page.getByRole('button', { name: 'Push', exact: true }).last().click();
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${target}` })).toBeVisible();
  expect((await manifestOf(target)).digest).toBe(digest);

  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Removed ${reference}` })).toBeVisible();
  await page.reload();
  await expect(page.getByText('Nothing is kept yet')).toBeVisible();
  await expect(page.getByText(reference)).toHaveCount(0);
});

test('a pulled chart is kept whole', async ({ page, site, folder }) => {
  const reference = `${site.registry.host}/kept/sample:1.0.0`;
  writeChart(folder);
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await aim(page, reference);
  await push(page, reference);
  await page.goto(`${site.url}/#/pull`);
  await aim(page, reference);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();
  await page.goto(`${site.url}/#/library`);
  await expect(page.getByText(reference)).toBeVisible();
});

test('a full storage stops neither a push nor says nothing', async ({ page, site, folder }) => {
  const reference = `${site.registry.host}/full/sample:1.0.0`;
  writeChart(folder, { files: { 'files/big.txt': 'x'.repeat(300_000) } });
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(site.url).origin,
    quotaSize: 1,
  });
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await aim(page, reference);
  await push(page, reference);
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('alert')).toContainText(
    'The browser has no room left for this chart.',
  );
  expect((await manifestOf(reference)).digest).toMatch(/^sha256:/);
});

test('what another tab keeps appears in the list', async ({ page, site, context, folder }) => {
  writeChart(folder, { name: 'elsewhere' });
  await page.goto(`${site.url}/#/library`);
  await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
  const other = await context.newPage();
  await other.goto(site.url);
  await chooseFolder(other, folder);
  await other.getByRole('textbox', { name: 'Reference' }).fill(`${site.registry.host}/tab/x:1`);
  await other.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByText(`${site.registry.host}/tab/x:1`)).toBeVisible();
});
