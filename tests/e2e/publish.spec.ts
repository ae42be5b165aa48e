import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MYCHART, writeChart } from '../support/charts.ts';
import { missingProgram, notInstalled } from '../support/programs.ts';
import { aim, chooseFolder, expect, manifestOf, push, ROUTES, test } from './site.ts';

for (const route of ROUTES) {
  test(`a folder goes from the input to the registry, ${route}`, async ({ page, site }) => {
    const reference = `${site.registry.host}/${route}/mychart:latest`;
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    await expect(page.getByText('2.7.1').first()).toBeVisible();
    await expect(page.getByText('This is my chart... that is all').first()).toBeVisible();
    await aim(page, reference, route);
    const digest = await push(page, reference);
    await expect(page.getByText(digest).first()).toBeVisible();

    const shown = await page.getByRole('region', { name: 'Manifest' }).locator('pre').innerText();
    const stored = await manifestOf(reference);
    expect(shown.trim()).toBe(JSON.stringify(JSON.parse(stored.text), null, 2));
  });
}

test('says before anything is sent what will be packed', async ({ page, site, folder }) => {
  writeChart(folder, {
    files: { '.helmignore': '*.bak\nsecret/\n', 'a.bak': 'x', 'secret/b': 'y' },
  });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(site.url);
  await chooseFolder(page, folder);
  const files = page.getByText('values.yaml').first();
  await expect(files).toBeVisible();
  await expect(page.getByText('a.bak').first()).toBeVisible();
  await expect(page.getByText('secret/').first()).toBeVisible();
  await expect(page.getByText(/sha256:/).first()).toBeVisible();
  expect(requests.filter((url) => url.includes('/v2/'))).toEqual([]);
});

test('the same content again is a success after one request', async ({ page, site, folder }) => {
  const reference = `${site.registry.host}/same/sample:1.0.0`;
  writeChart(folder);
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await aim(page, reference);
  const first = await push(page, reference);

  // Another visit, another copy of the folder: the same bytes.
  await page.reload();
  await chooseFolder(page, folder);
  await aim(page, reference);
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v2/')) requests.push(`${request.method()} ${request.url()}`);
  });
  expect(await push(page, reference)).toBe(first);
  expect(requests).toHaveLength(1);
});

test('a tag with other content is not replaced without being told to', async ({
  page,
  site,
  folder,
}) => {
  const reference = `${site.registry.host}/differs/sample:1.0.0`;
  writeChart(folder);
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await aim(page, reference);
  const first = await push(page, reference);

  writeFileSync(join(folder, 'values.yaml'), 'replicas: 2\n');
  await page.reload();
  await chooseFolder(page, folder);
  await aim(page, reference);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(first);
  expect((await manifestOf(reference)).digest).toBe(first);

  await page.getByRole('button', { name: 'Push anyway' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
  const second = (await manifestOf(reference)).digest;
  expect(second).not.toBe(first);
  await expect(page.getByText(second).first()).toBeVisible();
});

test('the curl line it prints shows the manifest as the page does', async ({ page, site }) => {
  const missing = missingProgram('bash', 'curl', 'jq');
  test.skip(missing !== undefined, notInstalled(missing));
  const reference = `${site.registry.host}/commands/mychart:latest`;
  await page.goto(site.url);
  await chooseFolder(page, MYCHART);
  await aim(page, reference);
  await push(page, reference);
  const commands = await page.locator('code').allInnerTexts();
  const curl = commands.find((command) => command.startsWith('curl'));
  expect(curl).toContain('jq');
  const printed = execFileSync('bash', ['-c', curl ?? 'false'], { encoding: 'utf8' });
  const shown = await page.getByRole('region', { name: 'Manifest' }).locator('pre').innerText();
  expect(printed.trim()).toBe(shown.trim());
});

test('the same folder gives the same digest in any order and at any time', async ({
  page,
  site,
  folder,
}) => {
  const copy = join(folder, 'copy', 'mychart');
  cpSync(MYCHART, copy, { recursive: true });
  const digests: string[] = [];
  for (const [i, chart] of [MYCHART, copy].entries()) {
    await page.goto(site.url);
    await page.reload();
    await chooseFolder(page, chart);
    const reference = `${site.registry.host}/again/mychart:${i}`;
    await aim(page, reference);
    digests.push(await push(page, reference));
  }
  expect(digests[0]).toBe(digests[1]);
});
