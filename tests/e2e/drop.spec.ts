import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { writeChart } from '../support/charts.ts';
import { expect, test } from './site.ts';

/** Drops files and folders on the page, as the system's file manager does. */
async function drop(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
}

test('folders that .helmignore leaves out are not entered', async ({ page, site, folder }) => {
  const chart = join(folder, 'sample');
  writeChart(chart, {
    files: {
      '.helmignore': '.git/\nnode_modules\n',
      '.git/objects/aa/bb': 'x',
      'files/node_modules/left-pad/index.js': 'x',
      'files/kept.txt': 'x',
    },
  });
  await page.addInitScript(() => {
    const entered: string[] = [];
    Object.assign(window, { entered });
    // Entries have no constructor of their own to be found by: the first one leads to all.
    const { prototype } = DataTransferItem;
    const getAsEntry = prototype.webkitGetAsEntry;
    prototype.webkitGetAsEntry = function () {
      const entry = getAsEntry.call(this);
      const directory = Object.getPrototypeOf(entry) as FileSystemDirectoryEntry;
      const { createReader } = directory;
      directory.createReader = function (this: FileSystemDirectoryEntry) {
        entered.push(this.fullPath);
        return createReader.call(this);
      };
      return entry;
    };
  });
  await page.goto(site.url);
  await drop(page, [chart]);
  await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeEnabled();
  await expect(page.getByText('.git/')).toBeVisible();
  await expect(page.getByText('node_modules/')).toBeVisible();
  const entered = await page.evaluate(() => Reflect.get(window, 'entered') as string[]);
  expect(entered.sort()).toEqual(['/sample', '/sample/files', '/sample/templates']);
});

test('several folders are pushed together, dropped on any page', async ({ page, site, folder }) => {
  for (const name of ['anchor', 'beacon']) writeChart(join(folder, name), { name });
  await page.goto(`${site.url}/#/library`);
  await drop(page, [join(folder, 'anchor'), join(folder, 'beacon')]);
  await expect(page.getByRole('heading', { name: /anchor/ })).toBeVisible();
  const path = `${site.registry.host}/dropped-together`;
  await page.getByRole('textbox', { name: 'Registry and path' }).fill(path);
  await expect(page.getByRole('textbox', { name: 'Reference for beacon' })).toHaveValue(
    `${path}/beacon:1.0.0`,
  );
  await page.getByRole('button', { name: 'Push all' }).click();
  for (const name of ['anchor', 'beacon']) {
    const status = page.getByRole('status').filter({ hasText: `Pushed ${path}/${name}:1.0.0` });
    await expect(status).toBeVisible();
  }
});
