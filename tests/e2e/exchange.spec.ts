import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { REF_NAME } from '../../src/core/layout/listing.ts';
import { readLayout } from '../../src/core/layout/read.ts';
import type { Index } from '../../src/core/oci/manifest.ts';
import { sampleLayout } from '../support/layouts.ts';
import { drop, expect, test } from './site.ts';

const ONE = 'r.example/charts/one:1.0.0';
const TWO = 'r.example/charts/two:1.0.0';
const NAMES = [ONE, TWO, 'r.example/charts/two:2.0.0'];

const summary = (page: Page) => page.getByRole('heading', { level: 3 });
/** What the list says of itself: the live region may still hold an earlier count. */
const counted = (page: Page) =>
  page.getByRole('region', { name: 'Kept charts' }).getByRole('status').first();

test('charts come in as a file and go out again with their signatures', async ({
  page,
  site,
  folder,
}) => {
  const { tar, digests } = await sampleLayout(NAMES);
  const file = join(folder, 'three.tar');
  writeFileSync(file, tar);
  await page.goto(`${site.url}/#/library`);
  await page.getByLabel('Import', { exact: true }).setInputFiles(file);
  await expect(summary(page)).toHaveText('three.tar: 3 imported; with 3 attachments');
  await expect(page.getByText('The library uses')).toContainText('more than before');
  await page.getByRole('button', { name: '1 more version' }).click();
  await expect(counted(page)).toHaveText(/^2 charts, 3 versions/);

  // Once more: nothing to do. What has other content is left, and said, until it is to be replaced.
  await page.getByLabel('Import', { exact: true }).setInputFiles(file);
  await expect(summary(page)).toContainText('3 there already');
  await expect(page.getByText('The library uses no more space')).toBeVisible();
  const other = await sampleLayout([ONE], { seed: 'other ' });
  writeFileSync(join(folder, 'other.tar'), other.tar);
  await page.getByLabel('Import', { exact: true }).setInputFiles(join(folder, 'other.tar'));
  await expect(summary(page)).toHaveText('other.tar: 1 not replaced');
  await page.getByRole('button', { name: 'Replace 1 chart in the library' }).press('Enter');
  await expect(summary(page)).toHaveText('other.tar: 1 imported; with 1 attachment');
  digests.set(ONE, other.digests.get(ONE) ?? 'sha256:');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^charts-\d{4}-\d\d-\d\d\.tar$/);
  await expect(
    page.getByText(/^Exported 3 charts and 3 attachments, .*, as charts-/),
  ).toBeVisible();
  await download.saveAs(join(folder, 'out.tar'));
  const { artifacts, referrers } = await readLayout(
    new Blob([readFileSync(join(folder, 'out.tar'))]),
  );
  expect(new Map(artifacts.map((one) => [one.reference ?? '', one.descriptor.digest]))).toEqual(
    digests,
  );
  expect(new Set(referrers.map(({ subject }) => subject))).toEqual(new Set(digests.values()));

  // What is ticked goes out alone; what is freed is said, and comes back with its signature.
  await page.getByRole('checkbox', { name: `Tick ${ONE}` }).check();
  const single = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export 1 ticked' }).press('Enter');
  await (await single).saveAs(join(folder, 'one.tar'));
  const one = await readLayout(new Blob([readFileSync(join(folder, 'one.tar'))]));
  expect(one.artifacts.map(({ reference }) => reference)).toEqual([ONE]);
  await page.getByRole('button', { name: 'Remove 1 ticked' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Removed/ })).toContainText('kB freed');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(counted(page)).toHaveText(/^2 charts, 3 versions/);
  await page.reload();
  await expect(counted(page)).toHaveText(/^2 charts, 3 versions/);
  const again = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await (await again).saveAs(join(folder, 'again.tar'));
  expect(readFileSync(join(folder, 'again.tar'))).toEqual(readFileSync(join(folder, 'out.tar')));
});

test('a folder is imported, chosen or dropped; what is no layout is refused with what to do', async ({
  page,
  site,
  folder,
}) => {
  const { tar } = await sampleLayout([ONE, TWO]);
  const layout = join(folder, 'layout');
  mkdirSync(layout);
  writeFileSync(join(folder, 'all.tar'), tar);
  execFileSync('tar', ['-xf', join(folder, 'all.tar'), '-C', layout]);
  await page.goto(`${site.url}/#/library`);
  await page.getByLabel('Import a folder').setInputFiles(layout);
  await expect(summary(page)).toHaveText('layout: 2 imported; with 2 attachments');
  await drop(page, [layout]);
  await expect(summary(page)).toHaveText('layout: 2 there already; with 2 attachments');

  // Another signature for what is there is told; and one without its chart.
  const sealed = await sampleLayout([ONE, TWO], { kind: 'application/x-seal' });
  writeFileSync(join(folder, 'sealed.tar'), sealed.tar);
  await page.getByLabel('Import', { exact: true }).setInputFiles(join(folder, 'sealed.tar'));
  await expect(summary(page)).toHaveText(
    'sealed.tar: 2 there already; with 2 attachments; 2 of them added to what was there',
  );
  const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as Index;
  const manifests = index.manifests.filter(({ annotations }) => annotations?.[REF_NAME] !== ONE);
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ ...index, manifests }));
  await drop(page, [layout]);
  await expect(summary(page)).toHaveText(
    'layout: 1 there already; with 1 attachment; 1 attachment passed over',
  );
  await expect(page.getByText('it belongs to no chart that was found in the file')).toBeVisible();

  writeFileSync(join(folder, 'chart.tgz'), 'no archive at all');
  await page.getByLabel('Import', { exact: true }).setInputFiles(join(folder, 'chart.tgz'));
  await expect(page.getByRole('alert')).toContainText('chart.tgz');
  await expect(page.getByRole('alert')).toContainText('The archive is damaged');
  execFileSync('tar', ['-cf', join(folder, 'other.tar'), '-C', folder, 'chart.tgz']);
  await page.getByLabel('Import', { exact: true }).setInputFiles(join(folder, 'other.tar'));
  await expect(page.getByRole('alert')).toContainText('This is no OCI image layout');
  await expect(page.getByRole('alert')).toContainText('oras backup');
});

test('a full storage is told and leaves nothing half-done; two tabs import at once', async ({
  page,
  context,
  site,
  folder,
}) => {
  const files = { first: [ONE], second: NAMES.slice(1), large: ['r.example/charts/large:1.0.0'] };
  for (const [name, names] of Object.entries(files)) {
    const layerSize = name === 'large' ? 20_000_000 : 500_000;
    writeFileSync(join(folder, `${name}.tar`), (await sampleLayout(names, { layerSize })).tar);
  }
  const choose = (tab: Page, name: string) =>
    tab.getByLabel('Import', { exact: true }).setInputFiles(join(folder, `${name}.tar`));
  // Chromium looks at a lower quota only where nothing was written before.
  const session = await context.newCDPSession(page);
  const { origin } = new URL(site.url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 10_000_000 });
  await page.goto(`${site.url}/#/library`);
  await choose(page, 'large');
  await expect(
    page.getByText('The browser has no room left for this chart.').first(),
  ).toBeVisible();
  await expect(summary(page)).toHaveText('large.tar: 1 refused');
  await page.reload();
  await expect(page.getByText('Nothing is kept yet.')).toBeVisible();
  await session.send('Storage.overrideQuotaForOrigin', { origin });

  const second = await context.newPage();
  await second.goto(`${site.url}/#/library`);
  await Promise.all([choose(page, 'first'), choose(second, 'second')]);
  await expect(summary(page)).toHaveText('first.tar: 1 imported; with 1 attachment');
  await expect(summary(second)).toHaveText('second.tar: 2 imported; with 2 attachments');
  for (const tab of [page, second]) {
    await expect(counted(tab)).toHaveText(/^2 charts, 3 versions/);
    await tab.reload();
    await expect(counted(tab)).toHaveText(/^2 charts, 3 versions/);
  }
});

test('a large file is written on the disk, not in memory, and what was left there is removed', async ({
  page,
  site,
  folder,
}) => {
  const { tar } = await sampleLayout([ONE], { layerSize: 40_000_000 });
  writeFileSync(join(folder, 'large.tar'), tar);
  /** The files that the page has on the disk for downloads. */
  const onDisk = () =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const exports = await root.getDirectoryHandle('exports', { create: true });
      const names: string[] = [];
      for await (const [name] of exports as unknown as AsyncIterable<[string]>) names.push(name);
      return names;
    });
  await page.goto(site.url);
  expect(await onDisk()).toEqual([]);
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const exports = await root.getDirectoryHandle('exports');
    const anHourAgo = Date.now() - 3_700_000;
    await exports.getFileHandle(`${anHourAgo.toString(36)}.left`, { create: true });
  });
  await page.goto(`${site.url}/#/library`);
  await expect.poll(onDisk).toEqual([]);

  await page.getByLabel('Import', { exact: true }).setInputFiles(join(folder, 'large.tar'));
  await expect(summary(page)).toHaveText('large.tar: 1 imported; with 1 attachment');
  const exported = async (name: string) => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await (await saved).saveAs(join(folder, name));
    expect(readFileSync(join(folder, name)).equals(tar)).toBe(true);
  };
  await exported('on-disk.tar');
  expect(await onDisk()).toHaveLength(1);
  // Where the disk has no room for it, memory has.
  await page.evaluate(() => {
    FileSystemWritableFileStream.prototype.write = () =>
      Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  });
  await exported('in-memory.tar');
  expect(await onDisk()).toHaveLength(1);
});
