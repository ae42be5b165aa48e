/** What is heard of a page, and where the focus is when what had it goes. */
import { join } from 'node:path';
import { listen } from '../support/heard.ts';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { startRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
import { aim, chooseFolder, expect, push, test } from './site.ts';

const FETCH = 'Fetch missing dependencies';
const CAPTAIN = { user: 'captain', password: 'sextant' };

test('a chart that is chosen, pushed, pulled, downloaded and copied is heard, each once', async ({
  page,
  site,
}) => {
  const reference = `${site.registry.host}/heard/mychart:2.7.1`;
  await page.goto(site.url);
  const heard = await listen(page);
  await chooseFolder(page, MYCHART);
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^mychart 2\.7\.1: \d+ files, /));
  await aim(page, reference);
  await push(page, reference);
  await expect.poll(heard).toContain(`Pushed ${reference}`);

  await page.getByRole('link', { name: 'Open its page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'mychart' })).toBeFocused();
  const pulled = async () => (await heard()).filter((words) => words.startsWith('mychart 2.7.1:'));
  await expect.poll(pulled).toHaveLength(2);
  await page.getByRole('button', { name: 'Download .tgz' }).click();
  await expect.poll(heard).toContain('Downloading mychart-2.7.1.tgz');
  // A second time as well, although nothing changes that is to be seen.
  const copy = page.getByRole('button', { name: 'Copy reference' });
  for (let times = 1; times <= 2; times++) {
    await copy.click();
    await expect
      .poll(async () => (await heard()).filter((words) => /^Copied|^Selected/.test(words)))
      .toHaveLength(times);
  }
  expect((await heard()).filter((words) => words.startsWith('Pushed'))).toHaveLength(1);
  // Nothing but this region and alerts speaks.
  const regions = page.locator(
    '[aria-live]:not([aria-live="off"]), [role="status"]:not([aria-live])',
  );
  await expect(regions).toHaveCount(1);
});

test('the focus is on Undo, then on what came back; on what was deleted, or where Cancel leads', async ({
  page,
  site,
}) => {
  const reference = `${site.registry.host}/focus/mychart:2.7.1`;
  await page.goto(site.url);
  await chooseFolder(page, MYCHART);
  await aim(page, reference);
  await push(page, reference);
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Kept in this browser' })).toBeVisible();

  await page.goto(`${site.url}/#/library`);
  // What the library says of itself has been said by then.
  await expect(page.getByText('1 chart, ')).toHaveCount(2);
  const heard = await listen(page);
  await page.getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'mychart', exact: true })).toBeFocused();
  expect(await heard()).toEqual([
    expect.stringContaining(`Removed ${reference}: `),
    `${reference} is kept again`,
  ]);

  await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
  const opener = page.getByRole('button', { name: 'Delete…' });
  await opener.press('Enter');
  await page.getByLabel('Type 2.7.1 to delete it').fill('2.7.1');
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByLabel('Type 2.7.1 to delete it').fill('2.7.1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Deleted 2.7.1' })).toBeFocused();
});

test('after a fetch that fails the focus is on what begins it again, after Push anyway by what comes of it', async ({
  page,
  site,
  folder,
}) => {
  const place = `oci://${site.registry.host}/nowhere`;
  const chart = writeChart(join(folder, 'boat'), {
    name: 'boat',
    extra: `dependencies: [{name: radar, version: 1.0.0, repository: '${place}'}]\n`,
  });
  await page.goto(site.url);
  const heard = await listen(page);
  await chooseFolder(page, chart);
  const fetch = page.getByRole('button', { name: FETCH });
  await fetch.press('Enter');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(fetch).toBeFocused();
  await expect.poll(heard).toContain('Fetching dependencies');

  const box = page.getByRole('textbox', { name: 'Reference' });
  await box.fill('mychart');
  await box.press('Enter');
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  const told = await box.getAttribute('aria-errormessage');
  await expect(page.locator(`[id="${told}"]`)).toContainText('The registry’s host is missing');
  await aim(page, `${site.registry.host}/focus/boat:1.0.0`);
  await page.getByRole('button', { name: 'Push', exact: true }).press('Enter');
  // The refusal offers what is missing before it offers to do without.
  const refusal = page.getByRole('alert').filter({ hasText: 'The checks found 1 error' });
  await expect(refusal.getByRole('button')).toHaveText([FETCH, 'Push anyway']);
  await refusal.getByRole('button', { name: FETCH }).press('Enter');
  await expect(
    page.getByRole('region', { name: 'Dependencies' }).getByRole('button', { name: FETCH }),
  ).toBeFocused();
  await page.getByRole('button', { name: 'Push anyway' }).press('Enter');
  const done = page.getByRole('status').filter({ hasText: /^Pushed/ });
  await expect(done).toBeVisible();
  await expect(page.locator(':focus').filter({ has: done })).toHaveAttribute('id', /^push-/);
});

test('a sign-in from a push ends on Push, signing out on what signs in', async ({ page }) => {
  const registry = await startRegistry({ htpasswd: CAPTAIN });
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url.replace('localhost', '127.0.0.1') },
  });
  try {
    await page.goto(nginx.url);
    const heard = await listen(page);
    await chooseFolder(page, MYCHART);
    await page
      .getByRole('textbox', { name: 'Reference' })
      .fill(`${registry.host}/signed/mychart:2.7.1`);
    await page.getByRole('button', { name: 'Push', exact: true }).press('Enter');
    await page.getByLabel('Username').fill(CAPTAIN.user);
    await page.getByLabel('Password').fill(CAPTAIN.password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: /^Pushed/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeFocused();
    expect(await heard()).toContain(`Signed in to ${registry.host} as captain`);

    await page.goto(`${nginx.url}/#/registry/${encodeURIComponent(registry.host)}/check`);
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeFocused();
    expect(await heard()).toContain(`Signed out of ${registry.host}`);
  } finally {
    await Promise.all([registry.stop(), nginx.stop()]);
  }
});

test('many charts are one summary; a cancelled one hasn’t failed, and a second push has nothing to do', async ({
  page,
  site,
  folder,
}) => {
  const names = Array.from({ length: 6 }, (_, i) => `chart-${i}`);
  for (const name of names) writeChart(join(folder, name), { name });
  await page.goto(site.url);
  const heard = await listen(page);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  const all = page.getByRole('button', { name: 'Push all' });
  await expect.poll(heard).toEqual(expect.arrayContaining(['6 charts']));
  await page.getByLabel('Registry and path').fill('localhost:1/nobody');
  const before = (await heard()).length;
  await all.press('Enter');
  await expect.poll(heard).toContain('6 charts: 6 failed');
  expect((await heard()).slice(before)).toEqual(['6 charts: 6 failed']);
  for (const alert of await page.getByRole('alert').all()) {
    await expect(alert).toHaveAttribute('aria-live', 'off');
  }

  await page.getByLabel('Registry and path').fill(`${site.registry.host}/heard-many`);
  await all.press('Enter');
  await expect.poll(heard).toContain('6 charts: 6 pushed');
  await all.press('Enter');
  await expect.poll(heard).toContainEqual(expect.stringMatching(/there is nothing left to do/));
  await expect(page.getByRole('status').first()).toContainText('there is nothing left to do');
  await expect(all).toBeFocused();
});

test('where nothing else is at hand the focus stays beside what went', async ({ page, site }) => {
  const place = `${site.registry.host}/heard/tags`;
  await stockChart(MYCHART, [`${place}:1.0.0`]);
  const address = `#/registry/${encodeURIComponent(site.registry.host)}/repository/heard%2Ftags`;
  await page.goto(`${site.url}/${address}`);
  await page.getByRole('checkbox', { name: 'Select 1.0.0' }).check();
  await page.getByRole('button', { name: 'Select none' }).press('Enter');
  const around = page.locator(':focus').filter({ has: page.getByRole('link', { name: '1.0.0' }) });
  await expect(around).toHaveCount(1);
  await expect(page.getByRole('main')).not.toBeFocused();
  await page.keyboard.press('Tab');
  await expect(around).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Versions' }).locator(':focus')).toHaveCount(1);
});
