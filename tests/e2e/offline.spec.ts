import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { chooseFolder, expect, test } from './site.ts';

test.use({ serviceWorkers: 'allow' });

test('without a server or network the app opens, packs, and reads what is kept', async ({
  page,
  folder,
}) => {
  const nginx = await startNginx({ root: process.env['CHARTROOM_DIST'] ?? 'dist' });
  try {
    await page.goto(nginx.url);
    await chooseFolder(page, MYCHART);
    await page.getByRole('button', { name: 'Keep in this browser' }).click();
    await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  } finally {
    await nginx.stop();
  }

  await page.goto(`${nginx.url}/#/library`);
  await page.reload();
  await expect(page.getByText('localhost:5000/mychart:2.7.1')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download/ }).click();
  const archive = join(folder, 'kept.tgz');
  await (await saved).saveAs(archive);
  expect(readFileSync(archive).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));

  await page.goto(`${nginx.url}/#/publish`);
  await page.reload();
  await chooseFolder(page, writeChart(join(folder, 'sample')));
  await expect(page.getByText(/sha256:/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(
    'This site gives no answer, and its proxy is the way to localhost:5000.',
  );
});
