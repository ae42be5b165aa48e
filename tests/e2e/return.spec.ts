/** Back and Forward: a page stands as it was left, with the focus on what led away. */
import { join } from 'node:path';
import type { Locator } from 'playwright/test';
import { writeChart } from '../support/charts.ts';
import { startServer } from '../support/server.ts';
import { stockChart } from '../support/stock.ts';
import { expect, test } from './site.ts';

const LINES = Array.from({ length: 400 }, (_, i) => `key-${String(i).padStart(3, '0')}: ${i}\n`);
const WORDS = `${'Words that fill the page. '.repeat(30)}\n\n`;

/** How far down in the window something is. */
const place = async (of: Locator) => Math.round((await of.boundingBox())?.y ?? NaN);

test('a list of thousands is scrolled to where it was, with the focus on the row that was opened', async ({
  page,
  site,
}) => {
  const names = Array.from({ length: 3000 }, (_, i) => `team/chart-${String(i).padStart(4, '0')}`);
  const registry = await startServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const { url = '' } = request;
    if (url.includes('/tags/list')) response.end('{"name":"x","tags":["1.0.0"]}');
    else if (url.includes('/_catalog')) response.end(JSON.stringify({ repositories: names }));
    else response.writeHead(url === '/v2/' ? 200 : 404).end('{}');
  });
  try {
    await page.goto(`${site.url}/#/registry/${encodeURIComponent(registry.host)}`);
    const list = page.getByRole('group', { name: 'Repositories' });
    await expect(list).toBeVisible();
    const link = list.getByRole('link', { name: 'team/chart-1500', exact: true });
    await expect(async () => {
      await list.evaluate((box) => (box.scrollTop = box.scrollHeight / 2));
      await expect(link).toBeInViewport({ timeout: 1000 });
    }).toPass();
    const before = await place(link);
    await link.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'team/chart-1500' })).toBeFocused();
    await page.goBack();
    await expect(link).toBeFocused();
    await expect.poll(async () => Math.abs((await place(link)) - before)).toBeLessThan(3);
    await page.goForward();
    await expect(page.getByRole('heading', { level: 1, name: 'team/chart-1500' })).toBeVisible();
  } finally {
    await registry.stop();
  }
});

test('what a person does before the page can be seen again as it was, stays', async ({
  page,
  site,
}) => {
  const repositories = ['brig', ...Array.from({ length: 40 }, (_, i) => `yawl-${i}`)];
  const registry = await startServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const { url = '' } = request;
    if (url.includes('/tags/list')) response.end('{"name":"x","tags":["1.0.0"]}');
    else if (url.includes('/_catalog')) response.end(JSON.stringify({ repositories }));
    else response.writeHead(url === '/v2/' ? 200 : 404).end('{}');
  });
  try {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let asked = false;
    await page.route('**/assets/see-again-*.js', async (route) => {
      asked = true;
      await held;
      await route.continue();
    });
    await page.goto(`${site.url}/#/registry/${encodeURIComponent(registry.host)}`);
    const link = page.getByRole('link', { name: 'brig', exact: true });
    await link.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'brig' })).toBeFocused();
    await page.goBack();
    await expect(link).toBeVisible();
    await expect.poll(() => asked).toBe(true);
    await page.keyboard.press('/');
    const filter = page.getByLabel('Filter');
    await expect(filter).toBeFocused();
    const came = page.waitForResponse(/see-again-/);
    release();
    await (await came).finished();
    // As long as it takes to run what has come, and to draw.
    await page.evaluate(async () => {
      for (let i = 0; i < 10; i++) await new Promise(requestAnimationFrame);
    });
    await expect(filter).toBeFocused();
  } finally {
    await registry.stop();
  }
});

test('a README and a tree of values are seen again as they were, after a reload too', async ({
  page,
  site,
  folder,
}) => {
  const readme = [
    '# Lights\n\n',
    WORDS.repeat(12),
    '[How it is set](#settings)\n\n',
    WORDS.repeat(8),
    '## Settings\n\n',
    WORDS.repeat(12),
  ].join('');
  writeChart(join(folder, 'lights'), {
    name: 'lights',
    version: '1.0.0',
    files: { 'README.md': readme, 'values.yaml': LINES.join('') },
  });
  const reference = `${site.registry.host}/again/lights:1.0.0`;
  await stockChart(join(folder, 'lights'), [reference]);
  const address = `${site.url}/#/chart/${encodeURIComponent(reference)}`;
  await page.goto(address);
  const link = page.getByRole('link', { name: 'How it is set' });
  await link.scrollIntoViewIfNeeded();
  const before = await place(link);
  await link.press('Enter');
  const heading = page.getByRole('heading', { name: 'Settings' });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await page.goBack();
  await expect(link).toBeFocused();
  await expect.poll(async () => Math.abs((await place(link)) - before)).toBeLessThan(3);

  // From elsewhere, where all of it has to be fetched once more.
  await page.keyboard.type('gl');
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeFocused();
  await page.goBack();
  await expect(link).toBeFocused();
  await expect.poll(async () => Math.abs((await place(link)) - before)).toBeLessThan(3);
  await page.reload();
  await expect(link).toBeInViewport();
  await expect.poll(async () => Math.abs((await place(link)) - before)).toBeLessThan(3);

  await page.getByRole('tab', { name: 'Values' }).click();
  const tree = page.getByRole('tree', { name: 'Values' });
  const row = tree.getByRole('treeitem', { name: /^key-200/ });
  await tree.evaluate((box) => (box.scrollTop = box.scrollHeight / 2));
  await expect(row).toBeInViewport();
  await tree.focus();
  const rowBefore = await place(row);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeFocused();
  await page.goBack();
  await expect(row).toBeInViewport();
  await expect.poll(async () => Math.abs((await place(row)) - rowBefore)).toBeLessThan(3);

  // On paper all rows are there, not only those in sight.
  const rows = tree.getByRole('treeitem');
  expect(await rows.count()).toBeLessThan(200);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(rows).toHaveCount(LINES.length);
  await page.emulateMedia({ media: 'print' });
  await expect(tree.getByText('key-399')).toBeVisible();
  const heights = await tree.evaluate(
    ({ clientHeight, scrollHeight }) => scrollHeight - clientHeight,
  );
  expect(heights).toBe(0);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await expect(rows).not.toHaveCount(LINES.length);
});

test('a comparison and what is attached are come back to as they were left, and so is a copy', async ({
  page,
  site,
  folder,
}) => {
  const repository = `${site.registry.host}/back/lights`;
  for (const version of ['1.0.0', '1.1.0']) {
    const values = LINES.map((line) => line.replace(/\n$/, ` # ${version}\n`)).join('');
    const files = { 'values.yaml': values };
    const chart = writeChart(join(folder, version), { name: 'lights', version, files });
    await stockChart(chart, [`${repository}:${version}`]);
  }
  const sides = [`${repository}:1.0.0`, `${repository}:1.1.0`].map(encodeURIComponent).join('/');
  await page.goto(`${site.url}/#/compare/${sides}?file=values.yaml`);
  const lines = page.getByRole('group', { name: 'Lines of values.yaml' });
  await expect(lines).toBeVisible();
  const side = page.getByRole('region', { name: 'Now' }).getByRole('link');
  await side.scrollIntoViewIfNeeded();
  const before = await place(side);
  await side.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'lights' })).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/\?file=values\.yaml$/);
  await expect(side).toBeFocused();
  await expect.poll(async () => Math.abs((await place(side)) - before)).toBeLessThan(3);

  // A tab is a state of the page: Back leads to what was before the chart.
  await page.goForward();
  await page.getByRole('tab', { name: 'Attached' }).click();
  await expect(page.getByText('Nothing is attached to this chart.')).toBeVisible();
  await expect(page).toHaveURL(/\/attached$/);
  const copy = page.getByRole('link', { name: 'Copy to…' });
  await copy.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Copy to…' })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('tab', { name: 'Attached', selected: true })).toBeVisible();
  await expect(copy).toBeFocused();
  await page.goForward();
  await expect(page.getByLabel('Destination')).toBeVisible();
});
