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

test('tags are removed where the registry can, and where it can’t it is said what goes with them', async ({
  page,
  site,
  folder,
}) => {
  const chart = writeChart(folder, { version: '1.2.3' });
  const [able, unable] = [`${other.host}/loose/sample`, `${site.registry.host}/loose/sample`];
  const references = (at: string) => ['1.2.3', '1.2', 'latest'].map((tag) => `${at}:${tag}`);
  await stockChart(chart, [...references(able), ...references(unable)]);
  const { digest } = await manifestOf(`${able}:1.2.3`);
  const open = async (host: string) => {
    await page.goto(
      `${site.url}/#/registry/${host}/repository/${encodeURIComponent('loose/sample')}`,
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
