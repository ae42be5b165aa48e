import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright/test';
import { startChartRepository } from '../support/chart-repository.ts';
import { writeChart } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { aim, chooseFolder, expect, push, test, type Site } from './site.ts';

const helm = findPeer('helm4') ?? findPeer('helm3') ?? '';
test.skip(!helm, 'helm is not installed');

const run = (args: string[]) => execFileSync(helm, args, { encoding: 'utf8', stdio: 'pipe' });
const section = (page: Page) => page.getByRole('region', { name: 'Dependencies' });
const FETCH = { name: 'Fetch missing dependencies' };

/** Puts a chart into the registry. */
function published(site: Site, folder: string, name: string, version: string): string {
  const chart = writeChart(join(folder, 'made', version, name), { name, version });
  run(['package', chart, '-d', join(folder, 'made')]);
  // Of the test's own: others push other versions.
  const place = `oci://${site.registry.host}/${basename(folder).toLowerCase()}`;
  run(['push', join(folder, 'made', `${name}-${version}.tgz`), place, '--plain-http']);
  return place;
}

function writeApp(folder: string, dependencies: string[]): string {
  const extra = `dependencies:\n${dependencies.map((one) => `  - ${one}\n`).join('')}`;
  return writeChart(join(folder, 'all/app'), { name: 'app', extra });
}

test('what is missing is fetched from everywhere, packed, pushed, and rendered by helm', async ({
  page,
  site,
  folder,
}) => {
  const place = published(site, folder, 'current', '1.0.0');
  published(site, folder, 'current', '1.4.0');
  const charts = await startChartRepository(helm, join(folder, 'repository'));
  charts.add(writeChart(join(folder, 'made/tide'), { name: 'tide', version: '2.3.0' }));
  writeChart(join(folder, 'all/shared/lamp'), { name: 'lamp', version: '0.3.1' });
  writeApp(folder, [
    `{name: current, version: ^1.0.0, repository: '${place}', alias: upper}`,
    `{name: current, version: 1.0.0, repository: '${place}', alias: lower}`,
    `{name: tide, version: 2.x, repository: '${charts.url}'}`,
    "{name: lamp, version: '*', repository: 'file://../shared/lamp'}",
  ]);

  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(join(folder, 'all'));
  const row = page.getByRole('listitem').filter({ hasText: 'app 1.0.0' });
  await row.getByText('Details').click();
  const table = section(page).getByRole('table');
  await expect(table.getByRole('row', { name: /^tide/ })).toContainText('missing');
  await expect(section(page).getByRole('row')).toHaveCount(5);
  const sounding = row.locator('.sounding').first();
  const before = await sounding.textContent();
  await section(page).getByRole('button', FETCH).click();
  await expect(section(page).getByRole('status')).toContainText('charts/current-1.4.0.tgz');
  await expect(section(page).getByRole('button', FETCH)).toHaveCount(0);
  await expect(table.getByRole('row', { name: /upper/ })).toContainText(
    'in charts/, 1.4.0, as locked',
  );
  await expect(table.getByRole('row', { name: /lower/ })).toContainText(
    'in charts/, 1.0.0, as locked',
  );
  await expect(table.getByRole('row', { name: /^tide/ })).toContainText(
    'in charts/, 2.3.0, as locked',
  );
  await expect(table.getByRole('row', { name: /^lamp/ })).toContainText(
    'in charts/, 0.3.1, as locked',
  );
  expect(await sounding.textContent()).not.toBe(before);
  await expect(page.getByRole('region', { name: 'Findings' })).not.toContainText('Error');
  // Nobody's sign-in goes to a chart repository.
  expect(charts.requests.sort()).toEqual(['GET /index.yaml', 'GET /tide-2.3.0.tgz']);

  const reference = `${site.registry.host}/dependencies/pushed/app:1.0.0`;
  await page.getByRole('textbox', { name: /^Reference for .*app$/ }).fill(reference);
  await page.getByRole('button', { name: 'Push all' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
  const rendered = run([
    'template',
    'r',
    `oci://${reference.replace(/:1\.0\.0$/, '')}`,
    '--version',
    '1.0.0',
    '--plain-http',
  ]);
  expect(rendered.match(/# Source: .*/g)?.sort()).toEqual([
    '# Source: app/charts/lamp/templates/configmap.yaml',
    '# Source: app/charts/lower/templates/configmap.yaml',
    '# Source: app/charts/tide/templates/configmap.yaml',
    '# Source: app/charts/upper/templates/configmap.yaml',
    '# Source: app/templates/configmap.yaml',
  ]);
  await charts.stop();
});

test('what can’t be had is said, with the command; the rest is fetched', async ({
  page,
  site,
  folder,
}) => {
  const place = published(site, folder, 'current', '1.0.0');
  const shut = await startChartRepository(helm, join(folder, 'shut'), { cors: false });
  const app = writeApp(folder, [
    `{name: current, version: ^1.0.0, repository: '${place}'}`,
    `{name: tide, version: 2.x, repository: '${shut.url}'}`,
    "{name: lamp, version: '*', repository: 'file://../lamp'}",
    "{name: buoy, version: '*', repository: '@harbour'}",
    "{name: rope, version: '*', repository: ''}",
  ]);
  await page.goto(site.url);
  await chooseFolder(page, app);
  // The line beside Push tells it once, and by the name of the button that mends it.
  const line = page.getByRole('group', { name: 'Before the push' });
  await expect(line).toContainText(
    '5 dependencies missing: current, tide, lamp and 2 others (Fetch missing dependencies is below)',
  );
  await expect(line).not.toContainText('error');
  await line.getByRole('button', { name: /missing/ }).click();
  await expect(section(page).getByRole('button', FETCH)).toBeInViewport();
  await section(page).getByRole('button', FETCH).click();
  await expect(section(page).getByRole('status')).toContainText('4 dependencies are missing still');
  const alerts = section(page).getByRole('alert');
  await expect(alerts).toHaveCount(4);
  await expect(alerts.filter({ hasText: shut.url })).toContainText(
    /this site’s proxy doesn’t serve it/,
  );
  await expect(alerts.filter({ hasText: 'lamp' })).toContainText('no chart at file://../lamp');
  await expect(alerts.filter({ hasText: 'buoy' })).toContainText('helm repo list');
  await expect(alerts.filter({ hasText: 'rope' })).toContainText('charts/rope');
  await expect(section(page).getByRole('row', { name: /^current/ })).toContainText(
    'in charts/, 1.0.0',
  );
  await expect(section(page).locator('code').last()).toHaveText(
    'helm dependency build app --plain-http',
  );
  await shut.stop();
});

test('a lock out of step is said so, and written anew when asked for', async ({
  page,
  site,
  folder,
}) => {
  const place = published(site, folder, 'current', '1.0.0');
  const app = writeApp(folder, [`{name: current, version: ^1.0.0, repository: '${place}'}`]);
  run(['dependency', 'update', app, '--plain-http']);
  published(site, folder, 'current', '2.0.0');
  const chartYaml = readFileSync(join(app, 'Chart.yaml'), 'utf8').replace('^1.0.0', '^2.0.0');
  writeFileSync(join(app, 'Chart.yaml'), chartYaml);
  await page.goto(site.url);
  await chooseFolder(page, app);
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText('Chart.lock doesn’t belong to the dependencies');
  await expect(section(page).getByRole('button', FETCH)).toHaveCount(0);
  await section(page).getByRole('button', { name: 'Update dependencies' }).click();
  await expect(section(page).getByRole('row', { name: /^current/ })).toContainText(
    'in charts/, 2.0.0, as locked',
  );
  await expect(findings).not.toContainText('Chart.lock');
  const reference = `${site.registry.host}/dependencies/locked/app:1.0.0`;
  await aim(page, reference);
  await push(page, reference);
  const pulled = `oci://${reference.replace(/:1\.0\.0$/, '')}`;
  run([
    'pull',
    pulled,
    '--version',
    '1.0.0',
    '--plain-http',
    '--untar',
    '-d',
    join(folder, 'pulled'),
  ]);
  run(['dependency', 'build', join(folder, 'pulled/app'), '--plain-http']);
});

test('fetching can be cancelled, and leaves the chart as it was', async ({
  page,
  site,
  folder,
}) => {
  const app = writeApp(folder, [
    `{name: tide, version: 2.x, repository: '${site.registry.url}/slow'}`,
  ]);
  await page.route('**/slow/index.yaml', () => {});
  await page.goto(site.url);
  await chooseFolder(page, app);
  await section(page).getByRole('button', FETCH).click();
  await section(page).getByRole('button', { name: 'Cancel fetching' }).click();
  await expect(section(page).getByRole('status')).toContainText('Cancelled');
  await expect(section(page).getByRole('row', { name: /^tide/ })).toContainText('missing');
  await expect(section(page).getByRole('button', FETCH)).toBeEnabled();
});
