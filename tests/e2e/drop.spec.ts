import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
import { drop, expect, test } from './site.ts';

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

test('a dropped folder is read again as it is on disk now, and what changed is marked', async ({
  page,
  site,
  folder,
}) => {
  const chart = join(folder, 'sample');
  writeChart(chart, { files: { 'gone.txt': 'x' } });
  await page.goto(site.url);
  await drop(page, [chart]);
  const box = page.getByRole('textbox', { name: 'Reference' });
  await box.fill(`${site.registry.host}/loop/sample:1.0.0`);

  writeChart(chart, {
    version: '1.0.1',
    files: { 'values.yaml': '', 'templates/new.yaml': 'a: 1\n' },
  });
  rmSync(join(chart, 'gone.txt'));
  // While text is typed an r is an r.
  await box.press('End');
  await box.press('r');
  await expect(box).toHaveValue(`${site.registry.host}/loop/sample:1.0.0r`);
  await box.press('Backspace');
  await page.getByRole('heading', { name: 'Publish' }).focus();
  await page.keyboard.press('r');
  const since = page.getByRole('region', { name: 'Since the last read' });
  await expect(since).toContainText('version 1.0.0 → 1.0.1');
  await expect(since).toContainText('2 files changed, 1 file added, 1 file removed');
  await expect(since.getByRole('listitem')).toContainText([
    'changed Chart.yaml',
    'changed values.yaml',
    'added templates/new.yaml',
    'removed gone.txt',
  ]);
  // The tag named the version of before, so it names the one of now.
  await expect(box).toHaveValue(`${site.registry.host}/loop/sample:1.0.1`);
  await since.getByRole('button', { name: 'templates/new.yaml' }).click();
  await expect(page.getByText('a: 1')).toBeVisible();

  rmSync(join(chart, 'values.yaml'));
  await page.getByRole('button', { name: 'Read the folder again' }).click();
  await expect(since).toContainText('1 file removed, 1 new finding');
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings.getByText('New There is no values.yaml.')).toBeVisible();
  // The file that was looked into is still there.
  await expect(page.getByText('a: 1')).toBeVisible();

  rmSync(chart, { recursive: true });
  await page.getByRole('button', { name: 'Read the folder again' }).click();
  await expect(page.getByRole('alert')).toContainText('sample can’t be read');
  await expect(page.getByRole('heading', { name: /sample 1\.0\.1/ })).toBeVisible();
});

test('a folder picked in the browser’s own dialog is read again without it', async ({
  page,
  site,
}) => {
  // Nobody can press buttons in the dialog here; the folder that it gives is a real one.
  await page.addInitScript(() => {
    const asked: object[] = [];
    const showDirectoryPicker = async (options: object) => {
      asked.push(options);
      const root = await navigator.storage.getDirectory();
      return root.getDirectoryHandle('sample', { create: true });
    };
    Object.assign(window, { asked, showDirectoryPicker });
  });
  const write = (path: string, text: string) =>
    page.evaluate(
      async ([path, text]) => {
        const root = await navigator.storage.getDirectory();
        const chart = await root.getDirectoryHandle('sample', { create: true });
        const folder = await chart.getDirectoryHandle('templates', { create: true });
        const place = path.startsWith('templates/') ? folder : chart;
        const file = await place.getFileHandle(path.replace('templates/', ''), { create: true });
        const stream = await file.createWritable();
        await stream.write(text);
        await stream.close();
      },
      [path, text] as const,
    );
  await page.goto(site.url);
  await write('Chart.yaml', 'apiVersion: v2\nname: sample\nversion: 1.0.0\n');
  await write('templates/a.yaml', 'a: 1\n');
  await page.getByText('Chart folder', { exact: true }).click();
  await expect(page.getByRole('heading', { name: /sample 1\.0\.0/ })).toBeVisible();
  await write('templates/a.yaml', 'a: 2\n');
  await page.getByRole('button', { name: 'Read the folder again' }).click();
  const since = page.getByRole('region', { name: 'Since the last read' });
  await expect(since).toContainText('changed templates/a.yaml');
  const asked = await page.evaluate(() => Reflect.get(window, 'asked') as object[]);
  expect(asked).toEqual([{ mode: 'read', id: 'charts' }]);
});

test('where the browser gives files only, the folder is chosen once more', async ({
  page,
  site,
  folder,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'));
  const chart = join(folder, 'sample');
  writeChart(chart);
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(chart);
  const box = page.getByRole('textbox', { name: 'Reference' });
  await box.fill('localhost:5000/typed/sample:1.0.0');
  writeChart(chart, { files: { 'values.yaml': 'replicas: 2\n' } });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Read the folder again' }).click(),
  ]);
  await chooser.setFiles(chart);
  await expect(page.getByRole('region', { name: 'Since the last read' })).toContainText(
    'changed values.yaml',
  );
  await expect(box).toHaveValue('localhost:5000/typed/sample:1.0.0');
});
