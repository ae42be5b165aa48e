import { writeChart } from '../support/charts.ts';
import { chooseFolder, expect, push, test } from './site.ts';

test('leaving during a push is warned about, and the next visit says what to do', async ({
  page,
  site,
  folder,
}) => {
  writeChart(folder, { name: 'ferry' });
  const kept = `${site.registry.host}/leave/ferry:1.0.0`;
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await page.getByRole('textbox', { name: 'Reference' }).fill(kept);
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();

  // From the library, to a registry that takes its time.
  const reference = `${site.registry.host}/leave/slow:1.0.0`;
  await page.route('**/blobs/uploads/**', () => {});
  await page.goto(`${site.url}/#/library`);
  await page.getByRole('button', { name: 'Push…' }).click();
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  const sent = page.waitForRequest((request) => request.url().includes('/blobs/uploads/'));
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: `Pushing ${reference}` })).toBeVisible();
  await sent;
  const asked = page.waitForEvent('dialog');
  const left = page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await left;

  const note = page.getByRole('complementary', { name: 'Unfinished pushes' });
  await expect(note.getByRole('link', { name: reference })).toBeVisible();
  await expect(note).not.toContainText(kept);

  // Pushed again as it says: there is nothing left to tell.
  await page.unroute('**/blobs/uploads/**');
  await page.getByRole('button', { name: 'Push…' }).click();
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await push(page, reference);
  await expect(note).toBeHidden();
  await page.reload();
  await expect(page.getByText(kept)).toBeVisible();
  await expect(note).toBeHidden();
});

test('a push that failed before its page was left was told, and is not told again', async ({
  page,
  site,
  folder,
}) => {
  writeChart(folder, { name: 'ferry' });
  const reference = `${site.registry.host}/leave/failed:1.0.0`;
  // As a registry's refusal comes through the proxy, which marks what it passes on.
  const headers = { 'X-Chartroom-Proxy': '1' };
  await page.route('**/blobs/uploads/**', (route) => route.fulfill({ status: 403, headers }));
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(
    `${site.registry.host} doesn’t allow this (HTTP 403).`,
  );
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Publish' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Unfinished pushes' })).toBeHidden();
});
