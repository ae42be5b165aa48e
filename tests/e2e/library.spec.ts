import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
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
  await expect(page.getByRole('main').getByText(reference)).toBeVisible();
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
  const usual = page.getByRole('group', { name: 'Usual further tags' });
  await usual.getByRole('checkbox', { name: 'latest' }).check();
  await page.getByRole('button', { name: 'Push', exact: true }).last().click();
  const pushed = page.getByRole('status').filter({ hasText: `Pushed ${target}` });
  await expect(pushed).toContainText('also as latest');
  for (const tag of ['2.7.1', 'latest']) {
    expect((await manifestOf(target.replace('2.7.1', tag))).digest).toBe(digest);
  }

  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Removed ${reference}` })).toBeVisible();
  await page.reload();
  await expect(page.getByText('Nothing is kept yet')).toBeVisible();
  await expect(page.getByRole('main').getByText(reference)).toHaveCount(0);
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
  await expect(page.getByRole('main').getByText(reference)).toBeVisible();
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
  await expect(page.getByRole('main').getByText(`${site.registry.host}/tab/x:1`)).toBeVisible();
});

test('versions are together, found by several words, sorted, ticked, removed and brought back', async ({
  page,
  site,
  folder,
}) => {
  const { host } = site.registry;
  const kept = ['boats/tug:1.9.0', 'boats/tug:1.10.0', 'lights/buoy:0.3.0'];
  for (const [i, name] of kept.entries()) {
    const [, chart = '', version = ''] = /([a-z]+):(.+)/.exec(name) ?? [];
    const files = { 'files/weight.txt': 'x'.repeat(i * 1000) };
    await stockChart(writeChart(join(folder, `${i}`), { name: chart, version, files }), [
      `${host}/${name}`,
    ]);
    await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${host}/${name}`)}`);
    await page.getByRole('button', { name: 'Keep in this browser' }).click();
    await expect(page.getByRole('status').filter({ hasText: `as ${host}/${name}` })).toBeVisible();
  }
  await page.goto(`${site.url}/#/library`);
  const list = page.getByRole('region', { name: 'Kept charts' });
  const rows = list.getByRole('listitem');
  await expect(list.getByText('2 charts, 3 versions')).toBeVisible();
  await expect(rows).toContainText([
    /tug.*1\.10\.0.*A sample.*1 more version.*Chart.*–.*\d B/s,
    /buoy.*0\.3\.0/s,
  ]);
  await list.getByLabel('Sort by').selectOption('Chart');
  await expect(rows).toContainText([/buoy/, /tug/]);
  await expect(page).toHaveURL(/sort=chart$/);
  await page.goto(`${site.url}/#/library?q=0.3 SAMPLE`);
  await expect(rows).toContainText([/buoy/]);
  await list.getByLabel('Filter').fill('buoy tug');
  await expect(list.getByText('No chart matches “buoy tug”')).toBeVisible();
  await list.getByRole('button', { name: 'Clear the filter' }).click();

  await list.getByRole('button', { name: '1 more version' }).click();
  const older = list.getByRole('list', { name: /^More versions of/ });
  await expect(older).toContainText(`${host}/boats/tug:1.9.0`);
  await older.getByRole('checkbox', { name: `Tick ${host}/boats/tug:1.9.0` }).check();
  await list.getByRole('checkbox', { name: `Tick ${host}/lights/buoy:0.3.0` }).check();
  const ticked = page.getByRole('group', { name: 'Ticked charts' });
  await expect(ticked).toContainText('2 ticked');
  await ticked.getByRole('button', { name: 'Remove 2 ticked' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Removed 2 charts' })).toBeVisible();
  await expect(ticked).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(list.getByText('2 charts, 3 versions')).toBeVisible();
  await list.getByRole('checkbox', { name: 'tick all that are shown' }).check();
  await expect(ticked).toContainText('3 ticked');
});
