import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { MYCHART, writeChart } from '../support/charts.ts';
import { missingProgram, notInstalled } from '../support/programs.ts';
import { startRegistry } from '../support/registry.ts';
import { aim, chooseFolder, expect, manifestOf, push, ROUTES, test } from './site.ts';

for (const route of ROUTES) {
  test(`a folder goes from the input to the registry, ${route}`, async ({ page, site }) => {
    const reference = `${site.registry.host}/${route}/mychart:latest`;
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    await expect(page.getByText('2.7.1').first()).toBeVisible();
    await expect(page.getByText('This is my chart... that is all').first()).toBeVisible();
    await aim(page, reference, route);
    const types = typesOfPuts(page);
    const digest = await push(page, reference);
    await expect(page.getByText(digest).first()).toBeVisible();
    // Not what the archive's Blob is called, which is `application/gzip`.
    expect([...(await types())].sort()).toEqual([
      'application/octet-stream',
      'application/vnd.oci.image.manifest.v1+json',
    ]);

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
  // What is asked before the push isn't a part of it.
  await expect(page.getByText('the same: nothing has to be sent')).toBeVisible();
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
  const pushed = page.getByRole('status').filter({ hasText: `Pushed ${reference}` });
  await expect(pushed).toBeVisible();
  // The button is gone; the focus is where its end is told.
  await expect(page.locator(':focus').filter({ has: pushed })).toHaveCount(1);
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

test('the line beside Push says what the registry holds, before anything is sent', async ({
  page,
  site,
  folder,
}) => {
  const place = `${site.registry.host}/before/sample`;
  const line = page.getByRole('group', { name: 'Before the push' });
  const box = page.getByRole('textbox', { name: 'Reference' });
  const choose = async (version: string) => {
    writeChart(folder, { version });
    await chooseFolder(page, folder);
  };
  await page.goto(site.url);
  await choose('1.0.0');
  await aim(page, `${place}:1.0.0`);
  await expect(line).toContainText('1.0.0 is free there');
  await expect(page.getByRole('button', { name: 'Push', exact: true })).toHaveAccessibleDescription(
    /1 hint.* 1\.0\.0 is free there/,
  );
  await push(page, `${place}:1.0.0`);
  await expect(line).not.toContainText('1.0.0');

  // Of the place of the last push it is known at once, and of what was chosen then.
  await choose('1.0.0');
  await expect(line).toContainText('1.0.0 is there already, the same: nothing has to be sent');
  writeFileSync(join(folder, 'values.yaml'), 'replicas: 2\n');
  await chooseFolder(page, folder);
  await expect(line).toContainText('1.0.0 is there with other content: the version wasn’t raised');
  await box.fill(`${place}:2.0.0`);
  await expect(line).toContainText('2.0.0 is free there');
  await push(page, `${place}:2.0.0`);
  await box.fill(`https://${place}/`);
  await expect(line).toContainText('A higher version is there: 2.0.0');

  await line.getByRole('button', { name: '1 hint' }).click();
  await expect(page.getByRole('region', { name: 'Findings' })).toBeInViewport();
  await expect(box).toHaveValue(place);
});

test('a registry that this tab doesn’t know is asked once the box is left, and quietly', async ({
  page,
  site,
  folder,
}) => {
  const guarded = await startRegistry({ htpasswd: { user: 'captain', password: 'secret' } });
  const line = page.getByRole('group', { name: 'Before the push' });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(guarded.url)) asked.push(request.url());
  });
  writeChart(folder);
  await page.goto(site.url);
  await chooseFolder(page, folder);
  const box = page.getByRole('textbox', { name: 'Reference' });
  await box.fill(`${guarded.host}/quiet/sample:1.0.0`);
  await expect(line).toContainText(`${guarded.host} hasn’t been asked yet`);
  await page.waitForTimeout(1000);
  expect(asked).toEqual([]);
  await box.press('Tab');
  await expect(line).toContainText(`What is there isn’t known: ${guarded.host} asks who you are.`);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('form', { name: /Sign in/ })).toHaveCount(0);

  await guarded.stop();
  await box.fill(`${guarded.host}/quiet/sample:1.0.1`);
  await expect(line).toContainText(`What is there isn’t known: No answer from ${guarded.host}`);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

/** The types of content that a page sends from now on, each once. */
function typesOfPuts(page: Page): () => Promise<Set<string | null>> {
  const types: Promise<string | null>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') types.push(request.headerValue('Content-Type'));
  });
  return async () => new Set(await Promise.all(types));
}
