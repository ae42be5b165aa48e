import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Descriptor } from '../../src/core/oci/descriptor.ts';
import { digestOf } from '../../src/core/oci/digest.ts';
import { OCI_INDEX } from '../../src/core/oci/media-types.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { readTree, writeChart, writeLargeChart } from '../support/charts.ts';
import { nodeTransport } from '../support/http.ts';
import { stockChart } from '../support/stock.ts';
import { aim, blobOf, chooseFolder, expect, manifestOf, push, ROUTES, test } from './site.ts';

const FORMATS = ['Helm', 'Two layers (2019 demo)', 'Single layer (2019 demo)'];

for (const route of ROUTES) {
  for (const format of FORMATS) {
    test(`a chart of real size goes in and comes back: ${format}, ${route}`, async ({
      page,
      site,
      folder,
    }) => {
      const chart = writeLargeChart(join(folder, 'grand-banks'));
      const tag = `${route}-${FORMATS.indexOf(format)}`;
      const reference = `${site.registry.host}/large/grand-banks:${tag}`;
      await page.goto(site.url);
      await chooseFolder(page, chart);
      await page.getByRole('combobox', { name: 'Format' }).selectOption(format);
      await aim(page, reference, route);
      await push(page, reference);

      await page.goto(`${site.url}/#/pull`);
      await aim(page, reference, route);
      await page.getByRole('button', { name: 'Pull', exact: true }).click();
      await expect(page.getByRole('heading', { name: /grand-banks/ })).toBeVisible();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download .tgz' }).click();
      const download = await saved;
      expect(download.suggestedFilename()).toBe('grand-banks-3.4.5+build.7.tgz');
      const archive = join(folder, 'pulled.tgz');
      await download.saveAs(archive);

      if (format !== 'Two layers (2019 demo)') {
        const { layers } = JSON.parse((await manifestOf(reference)).text);
        expect(readFileSync(archive).equals(await blobOf(reference, layers[0].digest))).toBe(true);
      }
      execFileSync('tar', ['xzf', archive, '-C', folder, '--one-top-level=out']);
      const expected = readTree(chart);
      for (const ignored of ['left-out.bak', 'notes/private.txt']) expected.delete(ignored);
      const actual = readTree(join(folder, 'out/grand-banks'));
      expect([...actual.keys()]).toEqual([...expected.keys()]);
      for (const [path, bytes] of expected) {
        if (path === 'Chart.yaml' && format === 'Two layers (2019 demo)') {
          expect(parse(String(actual.get(path)))).toEqual(parse(String(bytes)));
        } else {
          expect(actual.get(path)?.equals(bytes), path).toBe(true);
        }
      }
    });
  }
}

test('pulls by digest, and shows what was stored', async ({ page, site, folder }) => {
  const chart = writeLargeChart(join(folder, 'grand-banks'));
  const reference = `${site.registry.host}/digest/grand-banks:1`;
  await page.goto(site.url);
  await chooseFolder(page, chart);
  await aim(page, reference);
  const digest = await push(page, reference);

  await page.goto(`${site.url}/#/pull`);
  await page
    .getByRole('textbox', { name: 'Reference' })
    .fill(`${site.registry.host}/digest/grand-banks@${digest}`);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  // The heading of the page that said that it pulls is gone, and the focus is at the chart's.
  await expect(page.getByRole('heading', { level: 1, name: /grand-banks/ })).toBeFocused();
  await page.getByRole('tab', { name: 'Manifest' }).click();
  const json = page.getByRole('region', { name: 'Manifest' }).locator('pre');
  await expect(json).toContainText('schemaVersion');
  const shown = await json.innerText();
  expect(JSON.parse(shown)).toEqual(JSON.parse((await manifestOf(reference)).text));
  await page.getByRole('tab', { name: 'Files' }).click();
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.focus();
  // The folder stands open already if the first of its files is shown.
  await page.keyboard.type('templates');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('zone-11');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('buoy-299');
  await page.keyboard.press('Enter');
  await expect(page.getByText('buoy-299 703')).toBeVisible();
  const surfaces = await tree
    .getByRole('treeitem', { selected: true })
    .evaluate((row) =>
      [row, row.lastElementChild ?? row].map((e) => getComputedStyle(e).background),
    );
  expect(new Set(surfaces).size).toBe(1);
});

test('saves the folder, where the browser can write folders', async ({ page, site, folder }) => {
  const chart = writeLargeChart(join(folder, 'grand-banks'));
  const reference = `${site.registry.host}/saved/grand-banks:1`;
  // The dialog belongs to the system: the folder that it would give is the origin's own.
  await page.addInitScript(() => {
    Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await page.goto(site.url);
  await chooseFolder(page, chart);
  await aim(page, reference);
  await push(page, reference);
  await page.goto(`${site.url}/#/pull`);
  await aim(page, reference);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  await page.getByRole('button', { name: 'Save folder' }).click();
  await expect(page.getByRole('status').filter({ hasText: /[Ss]aved/ })).toBeVisible();
  const saved = await page.evaluate(savedFiles);
  const expected = readTree(chart);
  for (const ignored of ['left-out.bak', 'notes/private.txt']) expected.delete(ignored);
  expect(saved.map(([path]) => path).sort()).toEqual(
    [...expected.keys()].map((path) => `grand-banks/${path}`).sort(),
  );
  for (const [path, text] of saved) {
    expect(text, path).toBe(expected.get(path.replace('grand-banks/', ''))?.toString('latin1'));
  }
});

/** Every file in the origin's own folder: its path, and its bytes as latin-1. */
async function savedFiles(): Promise<[path: string, bytes: string][]> {
  const found: [string, string][] = [];
  const walk = async (folder: FileSystemDirectoryHandle, path: string) => {
    for await (const [name, handle] of folder as unknown as AsyncIterable<
      [string, FileSystemHandle]
    >) {
      if (handle.kind === 'directory') {
        await walk(handle as FileSystemDirectoryHandle, `${path}${name}/`);
      } else {
        const file = await (handle as FileSystemFileHandle).getFile();
        const bytes = new Uint8Array(await file.arrayBuffer());
        found.push([path + name, Array.from(bytes, (b) => String.fromCharCode(b)).join('')]);
      }
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return found;
}

test('a pull is two requests', async ({ page, site, folder }) => {
  const chart = writeLargeChart(join(folder, 'grand-banks'));
  const reference = `${site.registry.host}/count/grand-banks:1`;
  await page.goto(site.url);
  await chooseFolder(page, chart);
  await aim(page, reference);
  await push(page, reference);
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v2/')) requests.push(`${request.method()} ${request.url()}`);
  });
  await page.goto(`${site.url}/#/pull`);
  await aim(page, reference);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(page.getByRole('heading', { name: /grand-banks/ })).toBeVisible();
  expect(requests).toHaveLength(2);
});

test('what unpacks a chart starts while its archive is on its way', async ({
  page,
  site,
  folder,
}) => {
  const reference = `${site.registry.host}/early/packet:1.0.0`;
  await stockChart(writeChart(folder, { name: 'packet' }), [reference]);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/blobs/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
  // js-untar's own, which ours starts.
  await expect.poll(() => page.workers().some((one) => one.url().startsWith('blob:'))).toBe(true);
  release();
  await expect(page.getByRole('heading', { name: 'packet 1.0.0' })).toBeVisible();
});

test('in place of a tag that isn’t there those that are are offered', async ({
  page,
  site,
  folder,
}) => {
  const place = `${site.registry.host}/there/sample`;
  await page.goto(site.url);
  for (const minor of [1, 2, 9, 10, 11, 12]) {
    writeChart(folder, { version: `1.${minor}.0` });
    await chooseFolder(page, folder);
    await aim(page, `${place}:1.${minor}.0`);
    await push(page, `${place}:1.${minor}.0`);
  }
  await page.goto(`${site.url}/#/pull`);
  const box = page.getByRole('textbox', { name: 'Reference' });
  await box.fill(`helm pull oci://${place} --version 1.3.0`);
  await box.press('Enter');
  await expect(page.getByRole('alert')).toContainText(`There is nothing at ${place}:1.3.0.`);
  const there = page.getByRole('region', { name: 'Versions that are there' });
  await expect(there.getByRole('link')).toHaveText([
    ...['1.12.0', '1.11.0', '1.10.0', '1.9.0', '1.2.0'],
    'All 6 tags',
  ]);
  await there.getByRole('link', { name: '1.10.0' }).click();
  await expect(page.getByRole('heading', { name: 'sample 1.10.0' })).toBeVisible();

  await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${place}s:1.0.0`)}`);
  await expect(page.getByText(`Nor is anything else at ${place}s.`)).toBeVisible();
});

test('an index of charts offers each by its name', async ({ page, site, folder }) => {
  const place = `${site.registry.host}/indexed/charts`;
  const registry = new Registry({ host: site.registry.host, transport: nodeTransport });
  const repository = registry.repository('indexed/charts', { push: true });
  const manifests: Descriptor[] = [];
  for (const name of ['lamp', 'tide']) {
    await stockChart(writeChart(join(folder, name), { name }), [`${place}:${name}`]);
    manifests.push(await repository.resolve(name));
  }
  const index = new Blob([JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })]);
  const descriptor = { mediaType: OCI_INDEX, digest: await digestOf(index), size: index.size };
  await repository.push(descriptor, index, { tag: 'both' });

  await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${place}:both`)}`);
  const charts = page.getByRole('navigation', { name: 'Charts in this index' });
  await expect(charts.getByRole('link')).toHaveText(['lamp 1.0.0', 'tide 1.0.0']);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('lamp 1.0.0');
  await charts.getByRole('link', { name: 'tide 1.0.0' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('tide 1.0.0');
  await expect(charts).toHaveCount(0);
});
