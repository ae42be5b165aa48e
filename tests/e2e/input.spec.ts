import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSessions } from '../support/artifacts.ts';
import { MYCHART, noise, writeChart, writeFiles } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry } from '../support/registry.ts';
import { aim, chooseFolder, expect, manifestOf, push, test } from './site.ts';

/** Debian's, and where Go is there the newer one. */
const REGISTRIES = [
  ['Distribution 2.8', undefined],
  ['Distribution 3', findPeer('registry3')],
] as const;

const FAST = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

test('a folder dropped anywhere on the page', async ({ page, site }) => {
  await page.goto(site.url);
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [MYCHART], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 700, data });
  }
  const reference = `${site.registry.host}/dropped/mychart:latest`;
  await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeEnabled();
  await aim(page, reference);
  const digest = await push(page, reference);

  // The same digest as through the file input.
  await page.goto(site.url);
  await page.reload();
  await chooseFolder(page, MYCHART);
  await aim(page, `${site.registry.host}/dropped/mychart:again`);
  expect(await push(page, `${site.registry.host}/dropped/mychart:again`)).toBe(digest);
});

test('an archive is pushed byte for byte', async ({ page, site, folder }) => {
  writeChart(join(folder, 'sample'));
  const archive = join(folder, 'sample-1.0.0.tgz');
  execFileSync('tar', ['czf', archive, '-C', folder, 'sample']);
  const reference = `${site.registry.host}/archive/sample:1.0.0`;
  await page.goto(site.url);
  await page.getByLabel('Chart archives').setInputFiles(archive);
  await aim(page, reference);
  await push(page, reference);
  const { layers } = JSON.parse((await manifestOf(reference)).text);
  const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  expect(layers[0].digest).toBe(`sha256:${sum}`);
});

test('with the keyboard alone, from the reference to the manifest', async ({ page, site }) => {
  const reference = `${site.registry.host}/keys/mychart:latest`;
  await page.goto(site.url);
  // A keyboard opens the system's file dialog from the input; a test fills it in.
  await tabTo(page, 'Chart folder');
  await chooseFolder(page, MYCHART);
  await tabTo(page, 'Reference');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(reference);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
});

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: import('playwright/test').Page, name: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      const label = element?.labels?.[0]?.textContent ?? element?.getAttribute('aria-label');
      return label?.trim() ?? '';
    });
    if (focused.includes(name)) return;
  }
  throw new Error(`no way to ${name} with the keyboard`);
}

for (const [name, binary] of REGISTRIES) {
  test(`a push to ${name} is cancelled, and goes through when tried again`, async ({
    page,
    site,
    folder,
  }) => {
    test.skip(name === 'Distribution 3' && !binary, 'registry3 is not installed');
    const registry = await startRegistry(binary ? { binary } : {});
    try {
      writeChart(folder, { name: 'heavy' });
      writeFiles(folder, { 'files/noise.bin': noise(4_000_000, 3) });
      const reference = `${registry.host}/cancelled/heavy:1.0.0`;
      await page.goto(site.url);
      await chooseFolder(page, folder);
      await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', {
        ...FAST,
        uploadThroughput: 400_000,
      });
      await page.getByRole('button', { name: 'Push', exact: true }).click();
      await expect(page.getByRole('progressbar').first()).toBeVisible();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeEnabled();
      await expect(page.getByText(/cancelled/i).first()).toBeVisible();

      // Distribution 2.8 lets nobody close a session that has part of a blob: it waits for the
      // registry's own clean-up. What has a name is never half.
      if (binary)
        await expect.poll(() => openSessions(registry.dataDir, 'cancelled/heavy')).toEqual([]);
      const tags = await fetch(`${registry.url}/v2/cancelled/heavy/tags/list`);
      expect(tags.status).toBe(404);

      await session.send('Network.emulateNetworkConditions', FAST);
      await push(page, reference);
    } finally {
      await registry.stop();
    }
  });
}
