import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from 'playwright/test';
import { writeChart } from '../support/charts.ts';
import { expect, manifestOf, test } from './site.ts';

test('a folder of many charts is pushed in one go; what fails stops nothing else', async ({
  page,
  site,
  folder,
}) => {
  const names = Array.from({ length: 20 }, (_, i) => `chart-${String(i).padStart(2, '0')}`);
  for (const name of names) writeChart(join(folder, 'stable', name), { name });
  // A chart in another one's charts/ is a part of it, and not pushed by itself.
  writeChart(join(folder, 'stable/chart-00/charts/sub'), { name: 'sub' });
  const extra = 'dependencies: [{name: sub, version: 1.0.0, repository: ""}]\n';
  writeChart(join(folder, 'stable/chart-00'), { name: 'chart-00', extra });
  writeFileSync(join(folder, 'stable/chart-07/Chart.yaml'), 'name: [broken\n');
  const registryPath = `${site.registry.host}/many`;

  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await expect(page.getByRole('button', { name: 'Push all' })).toBeEnabled();
  await expect(page.getByRole('listitem').filter({ hasText: /chart-\d\d/ })).toHaveCount(20);
  await expect(page.getByRole('status').first()).toContainText('20 charts, 1 failed');
  await page.getByRole('textbox', { name: 'Registry and path' }).fill(registryPath);
  await expect(page.getByRole('textbox', { name: /^Reference for .*chart-03/ })).toHaveValue(
    `${registryPath}/chart-03:1.0.0`,
  );
  await page.getByRole('textbox', { name: /^Reference for .*chart-04/ }).fill('no-registry');
  await page
    .getByRole('textbox', { name: /^Reference for .*chart-05/ })
    .fill(`${registryPath}/renamed:2`);
  await page.getByRole('button', { name: 'Push all' }).click();
  await expect(page.getByRole('status').first()).toContainText('18 pushed, 2 failed');

  for (const name of names) {
    const reference =
      name === 'chart-05' ? `${registryPath}/renamed:2` : `${registryPath}/${name}:1.0.0`;
    const stored = manifestOf(reference).then(
      ({ text }) => JSON.parse(text).annotations['org.opencontainers.image.title'],
      () => 'absent',
    );
    expect(await stored).toBe(/0[47]/.test(name) ? 'absent' : name);
  }
  const alerts = page.getByRole('alert');
  await expect(alerts).toHaveCount(2);
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('20 charts: 18 pushed, 2 failed');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await summary.getByRole('button', { name: 'Copy summary' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')).toHaveLength(22);
  expect(copied).toMatch(/^failed {2}no-registry {2}The registry’s host is missing/m);
  expect(copied).toMatch(/^pushed {2}\S+\/chart-03:1\.0\.0 {2}sha256:[0-9a-f]{64}$/m);
  await expect(alerts.nth(0)).toContainText('The registry’s host is missing: no-registry.');
  await expect(alerts.nth(1)).toContainText(
    /Chart\.yaml, line \d, column \d+: did not find expected/,
  );
});

test('charts of one name and version are told and held back; the one that is meant goes', async ({
  page,
  site,
  folder,
}) => {
  const places = ['incubator', 'stable', 'staging'];
  for (const place of places) {
    const extra = `keywords: [${place}]\n`;
    writeChart(join(folder, `charts/${place}/demo`), { name: 'demo', extra });
  }
  writeChart(join(folder, 'charts/other'), { name: 'other' });
  const registryPath = `${site.registry.host}/same`;
  const reference = `${registryPath}/demo:1.0.0`;

  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await page.getByRole('textbox', { name: 'Registry and path' }).fill(registryPath);
  const notice = page.getByRole('region', { name: '1 reference that several charts go to' });
  await expect(notice).toContainText(reference);
  for (const place of places) await expect(notice).toContainText(`charts/${place}/demo`);

  await page.getByRole('button', { name: 'Push all' }).click();
  const status = page.getByRole('status').first();
  await expect(status).toContainText('4 charts, 1 pushed, 3 held back');
  await expect(manifestOf(reference)).rejects.toThrow('404');

  const row = (place: string) =>
    page.getByRole('listitem').filter({
      has: page.getByRole('textbox', { name: new RegExp(`^Reference for .*charts/${place}/demo`) }),
    });
  await expect(row('stable')).toContainText(
    /Held back: with other content .*incubator\/demo and .*staging\/demo would go/,
  );
  await row('stable')
    .getByRole('button', { name: /^Push this one/ })
    .click();
  await expect(status).toContainText('4 charts, 2 pushed, 2 held back');
  await row('staging').getByRole('textbox').fill(`${registryPath}/demo:staging`);
  await page.getByRole('button', { name: 'Push all' }).click();
  await expect(status).toContainText('4 charts, 3 pushed, 1 held back');
  expect((await manifestOf(reference)).digest).not.toBe(
    (await manifestOf(`${registryPath}/demo:staging`)).digest,
  );

  // The last one meets what was pushed there, and asks.
  await row('incubator')
    .getByRole('button', { name: /^Push this one/ })
    .click();
  await expect(row('incubator').getByRole('alert')).toContainText(
    `${reference} holds other content.`,
  );
});

test('of many charts those in sight are in the page, and those that failed can be picked out', async ({
  page,
  site,
  folder,
}) => {
  const names = Array.from({ length: 130 }, (_, i) => `chart-${String(i).padStart(3, '0')}`);
  for (const name of names) writeChart(join(folder, name), { name });
  writeFileSync(join(folder, 'chart-120/Chart.yaml'), 'name: [broken\n');
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  const status = page.getByRole('status').first();
  await expect(status).toContainText('130 charts, 1 failed');
  const rows = page.getByRole('group', { name: 'Charts' }).getByRole('listitem');
  expect(await rows.count()).toBeLessThan(60);

  // A row that is open is open still after others were in sight.
  const first = rows.filter({ has: page.getByRole('heading', { name: 'chart-000' }) });
  await first.getByText(/^Details/).click();
  await expect(first.getByRole('tab', { name: 'Files' })).toBeVisible();
  await page.getByRole('group', { name: 'Charts' }).evaluate((box) => box.scrollTo(0, 1e6));
  await expect(page.getByRole('heading', { name: 'chart-129' })).toBeVisible();
  await page.getByRole('group', { name: 'Charts' }).evaluate((box) => box.scrollTo(0, 0));
  await expect(first.getByRole('tab', { name: 'Files' })).toBeVisible();

  await page.getByRole('combobox', { name: 'Show' }).selectOption('Failed (1)');
  await expect(page.getByRole('listitem').filter({ hasText: /chart-\d/ })).toHaveCount(1);
  await expect(page.getByRole('alert')).toContainText('chart-120');
});

test('what isn’t ticked is left out, what is cancelled hasn’t failed, and when all is done that is said', async ({
  page,
  site,
  folder,
}) => {
  const names = ['anchor', 'beacon', 'compass', 'dory'];
  for (const name of names) writeChart(join(folder, name), { name });
  writeChart(join(folder, 'dory'), { name: 'dory', extra: 'unknown: 1\n' });
  const registryPath = `${site.registry.host}/ticked`;
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await page.getByRole('textbox', { name: 'Registry and path' }).fill(registryPath);
  const status = page.getByRole('status').first();
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('heading') });
  const show = page.getByRole('combobox', { name: 'Show' });
  const tick = (name: string) =>
    page.getByRole('checkbox', { name: new RegExp(`^Push .*${name} with the others`) });
  await show.selectOption('With errors or warnings (1)');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('1 warning');
  await page.getByRole('checkbox', { name: '1 of 1 ticked' }).uncheck();
  await show.selectOption('All (4)');
  // What the registry holds is looked up before anything is sent, of those that are ticked.
  const line = page.getByRole('group', { name: 'Before the push' });
  await expect(line).toContainText('3 tags are free');
  await tick('anchor').uncheck();
  await expect(line).toContainText('2 tags are free');
  await expect(rows.filter({ hasText: 'beacon' })).toContainText('1.0.0 is free there');
  await expect(status).toContainText('4 charts, 2 not ticked');
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  await page.route('**/v2/**', async (route) => {
    await gate;
    await route.fallback();
  });
  await page.getByRole('button', { name: 'Push 2 of 4' }).click();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await expect(page.getByText('Waiting', { exact: true })).toHaveCount(0);
  open();
  await expect(status).toContainText('4 charts, 2 pushed, 2 not ticked');
  await expect(manifestOf(`${registryPath}/dory:1.0.0`)).rejects.toThrow('404');
  await page.getByRole('button', { name: 'Push 2 of 4' }).click();
  await expect(status).toContainText('All that is ticked is pushed already');

  await show.selectOption('Not pushed (2)');
  await page.getByRole('checkbox', { name: '0 of 2 ticked' }).check();
  // The registry takes its time, and the person doesn't wait.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/v2/**', async (route) => {
    await held;
    await route.abort().catch(() => undefined);
  });
  await page.getByRole('button', { name: 'Push all' }).click();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(status).toContainText('4 charts, 2 pushed, 2 cancelled');
  await expect(show.getByRole('option', { name: 'Failed (0)' })).toBeAttached();
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText(
    '4 charts: 2 pushed, 2 cancelled',
  );
  release();

  await page.unrouteAll({ behavior: 'ignoreErrors' });
  writeChart(join(folder, 'beacon'), { name: 'beacon', extra: 'keywords: [changed]\n' });
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await expect(line).toContainText('2 tags are free');
  await expect(line).toContainText('1 is there already, the same');
  await expect(line).toContainText('1 tag holds other content');
  await expect(line).toContainText('1 chart with warnings');
  await expect(rows.filter({ hasText: 'beacon' })).toContainText('the version wasn’t raised');
});

test('while charts are pushed, rows out of sight aren’t drawn anew, and nothing moves for it', async ({
  page,
  site,
  folder,
}) => {
  const names = Array.from({ length: 60 }, (_, i) => `chart-${String(i).padStart(2, '0')}`);
  for (const name of names) writeChart(join(folder, 'all', name), { name });
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await page
    .getByRole('textbox', { name: 'Registry and path' })
    .fill(`${site.registry.host}/drawn`);
  const last = page.getByRole('listitem').filter({ hasText: 'chart-59' });
  // Found out of all rows before some have no layout: its height is that of the row in its place.
  const height = () => last.evaluate((row) => Math.round(row.getBoundingClientRect().height));
  const isDrawn = () =>
    last.evaluate(async (row) => {
      // What is in sight is worked out as a frame is drawn.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return row.firstElementChild?.checkVisibility({ contentVisibilityAuto: true });
    });
  await expect(page.getByRole('listitem').getByText(/^1 hint/)).toHaveCount(60);
  expect(await isDrawn()).toBe(true);
  const before = await height();

  const held: Route[] = [];
  await page.route('**/blobs/uploads/**', (route) => void held.push(route));
  await page.getByRole('button', { name: 'Push all' }).click();
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await expect.poll(isDrawn).toBe(false);
  expect(await height()).toBe(before);
  // Nothing that hangs from the box in use is cut off.
  await page.getByRole('checkbox', { name: /chart-59 with the others/ }).evaluate((box) => {
    box.focus({ preventScroll: true });
  });
  await expect.poll(isDrawn).toBe(true);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect.poll(isDrawn).toBe(true);
});
