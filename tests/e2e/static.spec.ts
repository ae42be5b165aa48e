import { MYCHART } from '../support/charts.ts';
import { startStaticHost } from '../support/static-host.ts';
import { chooseFolder, expect, push, test } from './site.ts';

test('a plain static host, at a path of its own, reaches a registry directly', async ({
  page,
  site,
}) => {
  const host = await startStaticHost(process.env['CHARTROOM_DIST'] ?? 'dist');
  try {
    const reference = `${site.registry.host}/static/mychart:latest`;
    await page.goto(host.url);
    await chooseFolder(page, MYCHART);
    await expect(page.getByRole('checkbox', { name: /proxy/ })).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await push(page, reference);

    await page.goto(`${host.url}#/pull`);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await page.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(page.getByRole('heading', { name: /mychart/ })).toBeVisible();
  } finally {
    await host.stop();
  }
});
