/** What was used lately, offered again. */
import { MYCHART } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { chooseFolder, expect, test } from './site.ts';

test('what was used lately is offered where a reference is typed, and forgotten by one press', async ({
  page,
  site,
}) => {
  const { host } = site.registry;
  const [first, second] = [`${host}/lately/mychart:2.7.1`, `${host}/lately/other:2.7.1`];
  await stockChart(MYCHART, [first, second]);
  for (const reference of [first, second]) {
    await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
    await expect(page.getByRole('heading', { name: 'mychart' }).first()).toBeVisible();
  }

  await page.goto(`${site.url}/#/pull`);
  await page.reload();
  const lately = page.getByRole('region', { name: 'Used lately' });
  await expect(lately.getByRole('link')).toHaveText([second, first]);
  const box = page.getByRole('textbox', { name: 'Reference' });
  const options = page.getByRole('listbox', { name: 'Used lately' }).getByRole('option');
  await box.focus();
  await page.keyboard.press('ArrowDown');
  await expect(options).toContainText([second, first, `${host}/lately/other`, `${host}/`]);
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await box.fill('2.7.1 MYCH');
  await expect(options).toContainText([first]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue(first);
  await expect(options).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'mychart' }).first()).toBeVisible();

  // Where charts are pushed to: a path for several, a reference for one. The mouse chooses too.
  await page.goto(site.url);
  await chooseFolder(page, MYCHART);
  await box.fill('other');
  await options.filter({ hasText: second }).click();
  await expect(box).toHaveValue(second);
  await expect(box).toBeFocused();

  // Forgotten with the key where it is marked, with a button where it is listed.
  await box.fill('lately');
  await expect(options).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(options).toHaveCount(2);
  await page.goto(`${site.url}/#/registries`);
  await expect(lately.getByRole('listitem')).toHaveCount(1);
  await lately.getByRole('button', { name: /^Forget localhost/ }).click();
  await expect(lately).toHaveCount(0);
  const known = page.getByRole('region', { name: 'Known registries' });
  const forget = known.getByRole('button', { name: `Forget ${host}` });
  await forget.click();
  await expect(forget).toHaveCount(0);
  await page.goto(`${site.url}/#/pull`);
  await expect(page.getByRole('heading', { name: 'Pull' })).toBeVisible();
  await expect(lately).toHaveCount(0);
});
