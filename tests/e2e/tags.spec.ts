import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
import { startTaggingRegistry, type TaggingRegistry } from '../support/tagging-registry.ts';
import { aim, chooseFolder, expect, manifestOf, push, ROUTES, test } from './site.ts';

const distribution3 = findPeer('registry3');

/** A registry of another kind than the site's own, and one that sets several tags in one request. */
let other: RunningRegistry;
let tagging: TaggingRegistry;
test.skip(!distribution3, 'Distribution 3 is not installed');
test.beforeAll(async () => {
  other = await startRegistry({ binary: distribution3 ?? '' });
  tagging = await startTaggingRegistry(other.host);
});
test.afterAll(async () => {
  await tagging.stop();
  await other.stop();
});

for (const route of ROUTES) {
  test(`a chart gets several tags with one push, ${route}`, async ({ page, site, folder }) => {
    const at = `${site.registry.host}/several/${route}`;
    writeChart(folder, { name: route, version: '1.2.3' });
    await page.goto(site.url);
    await chooseFolder(page, folder);
    await aim(page, `${at}:1.2.3`, route);
    const further = page.getByRole('textbox', { name: 'Further tags' });
    const usual = page.getByRole('group', { name: 'Usual further tags' });
    await usual.getByRole('checkbox', { name: '1.2' }).check();
    await usual.getByRole('checkbox', { name: 'latest' }).press('Space');
    await expect(further).toHaveValue('1.2 latest');
    await expect(page.getByText('Helm can’t ask for latest')).toBeVisible();
    await further.fill('1.2 latest stable a/b');
    await expect(page.getByText('a/b can’t be a tag')).toBeVisible();
    await further.fill('1.2, latest, stable');
    const digest = await push(page, `${at}:1.2.3, also as 1.2, latest, stable`.split(',')[0] ?? '');
    const tags = page.getByRole('list', { name: 'Tags' }).getByRole('listitem');
    await expect(tags).toHaveText([/1\.2\.3\s*set/, /1\.2\s*set/, /latest\s*set/, /stable\s*set/]);
    for (const tag of ['1.2', 'latest', 'stable']) {
      expect((await manifestOf(`${at}:${tag}`)).digest).toBe(digest);
    }

    // The next version is offered the same kinds, and told what moves, before it is pushed.
    writeChart(folder, { name: route, version: '1.3.0' });
    await page.reload();
    await chooseFolder(page, folder);
    await aim(page, `${at}:1.3.0`, route);
    await expect(further).toHaveValue('1.3 latest stable');
    const before = page.getByRole('group', { name: 'Before the push' });
    await expect(before).toContainText('latest moves here from 1.2.3');
    await push(page, `${at}:1.3.0`);
    await expect(tags).toHaveText([/set/, /1\.3\s*set/, /moved here from 1\.2\.3/, /moved here/]);

    // An older line gets a fix: what names the newer one is asked about.
    writeChart(folder, { name: route, version: '1.2.4' });
    await page.reload();
    await chooseFolder(page, folder);
    await aim(page, `${at}:1.2.4`, route);
    await expect(before).toContainText('latest names 1.3.0 there: the push will ask');
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('A higher version is there: 1.3.0');
    await alert.getByRole('button', { name: 'Push anyway' }).click();
    await expect(alert).toContainText('latest names 1.3.0 now, and this is 1.2.4');
    await expect(alert).toContainText((await manifestOf(`${at}:latest`)).digest);
    await further.fill('1.2');
    await push(page, `${at}:1.2.4`);
    await expect(tags).toHaveText([/1\.2\.4\s*set/, /1\.2\s*moved here from 1\.2\.3/]);
    expect((await manifestOf(`${at}:latest`)).text).toContain('1.3.0');
  });
}

test('a registry that answers OCI-Tag gets all tags in one request', async ({
  page,
  site,
  folder,
}) => {
  writeChart(folder, { name: 'once', version: '2.0.0' });
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await page.getByRole('textbox', { name: 'Reference' }).fill(`${tagging.host}/at/once:2.0.0`);
  await page.getByRole('textbox', { name: 'Further tags' }).fill('2.0 2 latest');
  const digest = await push(page, `${tagging.host}/at/once:2.0.0`);
  expect(tagging.puts).toEqual([`PUT ${digest}?tag=2.0.0&tag=2.0&tag=2&tag=latest`]);
});

test('tags are added to what is there, and one that names something else only when told to', async ({
  page,
  site,
  folder,
}) => {
  const at = `${site.registry.host}/added/sample`;
  for (const version of ['1.2.3', '2.0.0']) {
    const tags = version === '2.0.0' ? [version, 'latest'] : [version];
    await stockChart(
      writeChart(folder, { version }),
      tags.map((tag) => `${at}:${tag}`),
    );
  }
  const newest = (await manifestOf(`${at}:2.0.0`)).digest;
  const older = (await manifestOf(`${at}:1.2.3`)).digest;
  const repository = encodeURIComponent('added/sample');
  await page.goto(`${site.url}/#/registry/${site.registry.host}/repository/${repository}`);
  await page.getByRole('checkbox', { name: 'Select 1.2.3', exact: true }).check();
  await page.getByRole('button', { name: 'Add tag…' }).press('Enter');
  const form = page.getByRole('form', { name: 'Add tags to 1.2.3' });
  await expect(form.getByRole('textbox', { name: 'Tags for 1.2.3' })).toBeFocused();
  await page.keyboard.type('1.2 latest');
  await page.keyboard.press('Enter');
  const tags = form.getByRole('list', { name: 'Tags' }).getByRole('listitem');
  await expect(tags).toHaveText([/1\.2\s*set/, /latest\s*names 2\.0\.0 and was left there/]);
  expect((await manifestOf(`${at}:1.2`)).digest).toBe(older);
  expect((await manifestOf(`${at}:latest`)).digest).toBe(newest);
  await form.getByRole('button', { name: 'Move 1 tag here' }).click();
  await expect(tags.last()).toHaveText(/latest\s*moved here from 2\.0\.0/);
  expect((await manifestOf(`${at}:latest`)).digest).toBe(older);
  const rows = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'also' })).toContainText(/1\.2\.3\s*also\s*1\.2\s*latest/);
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);

  // From the page of a chart, to a registry of another kind, directly.
  await stockChart(folder, [`${other.host}/added/sample:2.0.0`]);
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${other.host}/added/sample:2.0.0`)}`);
  await page.getByRole('button', { name: 'Add tag…' }).click();
  const shown = page.getByRole('form', { name: 'Add tags to 2.0.0' });
  const usual = shown.getByRole('group', { name: 'Usual tags' });
  for (const tag of ['2.0', '2'])
    await usual.getByRole('checkbox', { name: tag, exact: true }).check();
  await shown.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(shown.getByRole('listitem')).toHaveText([/2\.0\s*set/, /2\s*set/]);
  expect((await manifestOf(`${other.host}/added/sample:2`)).digest).toBe(newest);
});

test('charts that are pushed together get tags by their versions, and a row may have its own', async ({
  page,
  site,
  folder,
}) => {
  const at = `${site.registry.host}/together`;
  for (const [name, version] of [
    ['one', '1.2.3'],
    ['one-old', '1.1.9'],
    ['two', '0.4.0'],
  ] as const) {
    writeChart(join(folder, name), { name: name.replace('-old', ''), version });
  }
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await page.getByRole('textbox', { name: 'Registry and path' }).fill(at);
  const usual = page.getByRole('group', { name: 'Usual further tags' });
  await usual.getByRole('checkbox', { name: '1.2 of 1.2.3' }).check();
  await usual.getByRole('checkbox', { name: 'latest' }).press('Space');
  const further = page.getByRole('textbox', { name: 'Further tags' });
  await further.fill('a/b');
  await expect(page.getByText('a/b can’t be a tag')).toBeVisible();
  await further.fill('v{version}');
  const rows = page.getByRole('listitem').filter({ hasText: /Details/ });
  await expect(rows.filter({ hasText: '1.2.3' })).toContainText('also 1.2, latest, v1.2.3');
  // Of two versions in one repository the higher is the latest.
  await expect(rows.filter({ hasText: '1.1.9' })).toContainText('also 1.1, v1.1.9');
  const two = rows.filter({ hasText: '0.4.0' });
  await two.getByText('Details', { exact: false }).first().click();
  await two.getByRole('textbox', { name: 'Further tags' }).fill('edge');
  await page.getByRole('button', { name: 'Push all' }).click();
  await expect(page.getByText('3 charts, 3 pushed')).toBeVisible();
  const digest = async (reference: string) => (await manifestOf(`${at}/${reference}`)).digest;
  for (const tag of ['1.2', 'latest', 'v1.2.3']) {
    expect(await digest(`one:${tag}`)).toBe(await digest('one:1.2.3'));
  }
  for (const tag of ['1.1', 'v1.1.9']) {
    expect(await digest(`one:${tag}`)).toBe(await digest('one:1.1.9'));
  }
  expect(await digest('two:edge')).toBe(await digest('two:0.4.0'));
  await expect(digest('two:latest')).rejects.toThrow('404');
});

test('several versions get tags, one that fails stops none of the rest, and another press goes on', async ({
  page,
  site,
  folder,
}) => {
  const at = `${site.registry.host}/bulk/sample`;
  for (const version of ['1.2.3', '1.3.0', '2.0.0']) {
    await stockChart(writeChart(folder, { version }), [`${at}:${version}`]);
  }
  const digest = async (tag: string) => (await manifestOf(`${at}:${tag}`)).digest;
  await stockChart(folder, [`${at}:1.2`]);
  // The registry fails for one of them, once.
  let failing = true;
  await page.route(/manifests\/1\.3$/, (route) =>
    failing && route.request().method() === 'PUT'
      ? route.fulfill({ status: 403, headers: { 'X-Chartroom-Proxy': '1' } })
      : route.continue(),
  );
  await page.goto(
    `${site.url}/#/registry/${site.registry.host}/repository/${encodeURIComponent('bulk/sample')}`,
  );
  for (const version of ['1.2.3', '1.3.0', '2.0.0']) {
    await page.getByRole('checkbox', { name: `Select ${version}`, exact: true }).check();
  }
  await page.getByRole('button', { name: 'Add tags…' }).press('Enter');
  const form = page.getByRole('form', { name: 'Add tags to 3 versions' });
  await form.getByRole('checkbox', { name: '1.2 of 1.2.3' }).check();
  await form.getByRole('textbox', { name: 'Tags for each' }).fill('v{version} stable');
  const versions = form.getByRole('list', { name: 'Tags by version' }).locator('> li');
  await expect(versions).toHaveText([
    /2\.0\.0\s*2\.0, v2\.0\.0, stable/,
    /1\.3\.0\s*1\.3, v1\.3\.0/,
    /1\.2\.3\s*1\.2, v1\.2\.3/,
  ]);
  await form.getByRole('button', { name: 'Add 7 tags' }).click();
  await expect(versions).toHaveText([
    /2\.0 setv2\.0\.0 setstable set/,
    /1\.3 not set: .*v1\.3\.0 set/,
    /1\.2 names 2\.0\.0 and was left therev1\.2\.3 set/,
  ]);
  failing = false;
  await form.getByRole('button', { name: 'Go on with 1 tag' }).click();
  await expect(versions.nth(1)).toHaveText(/v1\.3\.0 set1\.3 set/);
  await form.getByRole('button', { name: 'Move 1 tag' }).click();
  await expect(versions.nth(2)).toHaveText(/1\.2 moved here from 2\.0\.0/);
  expect(await digest('1.2')).toBe(await digest('1.2.3'));
  expect(await digest('v1.3.0')).toBe(await digest('1.3.0'));
  expect(await digest('stable')).toBe(await digest('2.0.0'));
  await form.getByRole('button', { name: 'Close' }).click();
  await expect(form).toHaveCount(0);
});

test('tags are removed where the registry can, and where it can’t it is said what goes with them', async ({
  page,
  site,
  folder,
}) => {
  const chart = writeChart(folder, { version: '1.2.3' });
  const [able, unable] = [`${other.host}/untagged/sample`, `${site.registry.host}/untagged/sample`];
  const references = (at: string) => ['1.2.3', '1.2', 'latest'].map((tag) => `${at}:${tag}`);
  await stockChart(chart, [...references(able), ...references(unable)]);
  const { digest } = await manifestOf(`${able}:1.2.3`);
  const open = async (host: string) => {
    await page.goto(
      `${site.url}/#/registry/${host}/repository/${encodeURIComponent('untagged/sample')}`,
    );
    const rows = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
    await expect(rows).toHaveCount(1);
    await page.getByRole('checkbox', { name: 'Select 1.2.3' }).check();
    await page.getByRole('button', { name: 'Remove tags…' }).click();
  };
  await open(other.host);
  const form = page.getByRole('form', { name: 'Remove tags' });
  await form.getByRole('checkbox', { name: 'latest' }).press('Space');
  await form.getByRole('checkbox', { name: '1.2', exact: true }).check();
  await form.getByRole('button', { name: 'Remove 2 tags' }).click();
  const items = form.getByRole('listitem');
  await expect(items).toHaveText([/1\.2\.3/, /1\.2\s*removed/, /latest\s*removed/]);
  expect((await manifestOf(`${able}:1.2.3`)).digest).toBe(digest);
  await expect(manifestOf(`${able}:latest`)).rejects.toThrow('404');
  await form.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('region', { name: 'Versions' }).getByRole('listitem')).toHaveText([
    /^\s*1\.2\.3/,
  ]);

  await open(site.registry.host);
  await form.getByRole('checkbox', { name: 'latest' }).check();
  await form.getByRole('button', { name: 'Remove 1 tag' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(`${site.registry.host} doesn’t remove a tag alone`);
  await expect(alert).toContainText(
    /Deleting latest would take along: (1\.2, 1\.2\.3|1\.2\.3, 1\.2)\./,
  );
  await expect(form.getByRole('checkbox', { name: 'latest' })).toBeChecked();
  expect((await manifestOf(`${unable}:latest`)).digest).toBe(digest);
});
