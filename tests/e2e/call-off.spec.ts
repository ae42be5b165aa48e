import { join } from 'node:path';
import { noise, writeChart, writeFiles } from '../support/charts.ts';
import { expect, test } from './site.ts';

test('packing is called off by keyboard, of one chart and of many, and done after all', async ({
  page,
  site,
  folder,
}) => {
  test.slow();
  for (const name of ['fleet/one', 'fleet/two', 'large']) {
    const chart = writeChart(join(folder, name), { name: name.split('/').at(-1) ?? '' });
    writeFiles(chart, { 'files/noise.bin': noise(30_000_000, name.length) });
  }
  writeChart(join(folder, 'fleet/small'), { name: 'small' });
  await page.goto(site.url);
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });

  await page.getByLabel('Chart folder').setInputFiles(join(folder, 'large'));
  await cancel.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Cancelled: large' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Pack it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Packing large' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeVisible({
    timeout: 40_000,
  });
  await expect(cancel).toHaveCount(0);

  await page.getByLabel('Chart folder').setInputFiles(join(folder, 'fleet'));
  await expect(page.getByRole('heading', { name: 'small' })).toBeVisible();
  await cancel.press('Enter');
  await expect(page.getByRole('main').getByText('3 charts, 2 cancelled')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Push all' })).toBeFocused();
  await page.getByRole('button', { name: 'Pack the rest' }).click();
  await expect(page.getByRole('main').getByText('3 charts', { exact: true })).toBeVisible({
    timeout: 40_000,
  });
});
