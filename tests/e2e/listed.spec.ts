/** A chart repository of Helm's older kind: listed, opened, kept, and copied into a registry. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChartRepository, type RunningChartRepository } from '../support/chart-repository.ts';
import { writeChart } from '../support/charts.ts';
import { GpgHome, hasGpg } from '../support/gpg.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { helmVerifies, signChart } from '../support/signed-charts.ts';
import { expect, test } from './site.ts';

const helm = findPeer('helm4') ?? findPeer('helm3') ?? '';
test.skip(!helm || !hasGpg, 'helm or GnuPG is not installed');

const OWNER = 'Mate <mate@example.org>';
let gpg: GpgHome;
test.beforeAll(() => {
  gpg = new GpgHome();
  gpg.makeKey(OWNER);
});
test.afterAll(() => gpg.remove());

/** Three versions of one chart, one of them signed, and a chart whose archive isn't what the index says. */
function stock(repository: RunningChartRepository, folder: string): void {
  signChart(helm, gpg, OWNER, repository.folder, { name: 'tide', version: '1.0.0' });
  repository.add(
    writeChart(join(folder, 'b'), { name: 'tide', version: '1.1.0', extra: 'appVersion: "9"\n' }),
    writeChart(join(folder, 'c'), { name: 'tide', version: '2.0.0-rc.1' }),
    writeChart(join(folder, 'd'), { name: 'lamp', extra: 'deprecated: true\n' }),
    writeChart(join(folder, 'e'), { name: 'buoy' }),
  );
  const index = join(repository.folder, 'index.yaml');
  const broken = '  wreck:\n  - name: wreck\n    version: newest\n    urls: [wreck.tgz]\n';
  writeFileSync(index, readFileSync(index, 'utf8').replace('entries:\n', `entries:\n${broken}`));
  writeFileSync(join(repository.folder, 'lamp-1.0.0.tgz'), 'other bytes');
}

test('its charts are listed, opened and kept, and copied with their provenance: through the proxy', async ({
  page,
  site,
  folder,
}) => {
  const repository = await startChartRepository(helm, join(folder, 'served'), { cors: false });
  stock(repository, folder);
  const { host, url } = site.registry;
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [host]: url.replace('localhost', '127.0.0.1') },
    repositories: [repository.url],
  });

  await page.goto(`${nginx.url}/#/pull`);
  const reference = page.getByRole('textbox', { name: 'Reference' });
  await reference.fill(`${repository.url}/index.yaml`);
  await reference.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(repository.url);
  const list = page.getByRole('region', { name: 'Charts', exact: true });
  await expect(list).toContainText('3 charts, 5 versions in all');
  await expect(list.getByRole('listitem').filter({ hasText: 'lamp' })).toContainText('Deprecated');
  await page.getByText('1 entry of the index left out').click();
  await expect(page.getByText('wreck newest')).toBeVisible();

  // One of them is opened, and kept.
  await list.getByRole('button', { name: '2 more versions of tide' }).click();
  const more = list.getByRole('group', { name: 'More versions of tide' });
  await expect(more.getByRole('link')).toHaveText(['1.1.0', '1.0.0', 'Copy all 3 versions to…']);
  await more.getByRole('link', { name: '1.0.0' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('tide 1.0.0');
  await expect(page.getByText('its digest is the one in the index, with its .prov')).toBeVisible();
  await expect(page.getByText(`helm install tide tide --repo ${repository.url}`)).toBeVisible();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await expect(page.getByRole('link', { name: '2.0.0-rc.1' })).toBeVisible();
  // It is compared with another version that the index lists; two that are ticked are, too.
  await page.getByRole('link', { name: 'Compare with…' }).click();
  const before = page.getByRole('region', { name: 'Before' });
  await before.getByRole('link', { name: '1.1.0', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Chart.yaml' })).toBeVisible();
  await page.reload();
  await expect(before).toContainText('tide 1.0.0');
  await expect(page.getByRole('region', { name: 'Now' })).toContainText('tide 1.1.0');
  await page.goBack();
  await page.goBack();
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  const { host: kept } = new URL(repository.url);
  await expect(page.getByRole('status').filter({ hasText: 'Kept' })).toBeVisible();
  await page.goto(`${nginx.url}/#/library`);
  await expect(page.getByText(`${kept}/tide:1.0.0`, { exact: true })).toBeVisible();

  // All of them are copied; the one that isn't what the index says stops nothing.
  await page.goto(`${nginx.url}/#/registries`);
  await page.getByRole('link', { name: repository.url }).click();
  await page.getByRole('link', { name: 'Copy all to…' }).click();
  await page.getByRole('textbox', { name: 'Destination' }).fill(`${host}/listed`);
  await page.getByRole('button', { name: 'Copy 5 charts' }).press('Enter');
  const line = page.getByRole('heading', { level: 2 });
  await expect(line).toHaveText('4 copied, 1 failed');
  await expect(page.getByRole('alert')).toContainText(`${repository.url}#lamp:1.0.0`);
  const rows = page.getByRole('list', { name: 'What goes where' }).getByRole('listitem');
  await expect(rows.filter({ hasText: '#tide:1.1.0' })).toContainText(
    'copied; its digest is the one in the index, no .prov beside it',
  );

  // Helm pulls the very bytes, and finds the signature good.
  const pulled = join(folder, 'pulled');
  mkdirSync(pulled);
  const place = `oci://${host}/listed/tide`;
  execFileSync(helm, ['pull', place, '--version', '1.0.0', '--prov', '--plain-http', '-d', pulled]);
  for (const file of ['tide-1.0.0.tgz', 'tide-1.0.0.tgz.prov']) {
    const [here, there] = [join(pulled, file), join(repository.folder, file)];
    expect(readFileSync(here).equals(readFileSync(there)), file).toBe(true);
  }
  const keyring = gpg.writeKeyring('keys.gpg', OWNER);
  expect(helmVerifies(helm, join(pulled, 'tide-1.0.0.tgz'), keyring)).toBe(true);

  // What is there already isn't downloaded to find that out.
  repository.requests.length = 0;
  await page.getByRole('button', { name: 'Copy 5 charts' }).click();
  await expect(line).toHaveText('4 there already, 1 failed');
  expect(repository.requests.filter((request) => /tide.*\.tgz$/.test(request))).toEqual([]);
  await Promise.all([nginx.stop(), repository.stop()]);
});

test('ticked versions are copied from one that lets pages in; a broken index is told', async ({
  page,
  site,
  folder,
}) => {
  const repository = await startChartRepository(helm, join(folder, 'served'));
  stock(repository, folder);
  await page.goto(`${site.url}/#/registries`);
  const box = page.getByRole('textbox', { name: 'Address of a chart repository' });
  await box.fill('charts.example.org');
  await page.getByRole('button', { name: 'List its charts' }).click();
  await expect(page.getByRole('alert')).toContainText('It begins with https://');
  await box.fill(repository.url);
  await box.press('Enter');
  const list = page.getByRole('region', { name: 'Charts', exact: true });
  await list.getByRole('checkbox', { name: 'Tick buoy 1.0.0' }).check();
  await list.getByRole('button', { name: '2 more versions of tide' }).click();
  await list.getByRole('checkbox', { name: 'Tick tide 1.1.0' }).check();
  await list.getByRole('checkbox', { name: 'Tick tide 1.0.0' }).check();
  await list.getByRole('checkbox', { name: 'Tick buoy 1.0.0' }).uncheck();
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Before' })).toContainText('tide 1.0.0');
  await expect(page.getByRole('region', { name: 'Now' })).toContainText('tide 1.1.0');
  await page.goBack();
  await list.getByRole('checkbox', { name: 'Tick buoy 1.0.0' }).check();
  await list.getByRole('button', { name: '2 more versions of tide' }).click();
  await list.getByRole('checkbox', { name: 'Tick tide 1.1.0' }).check();
  await page.getByRole('link', { name: 'Copy 2 ticked to…' }).click();
  await page.getByRole('textbox', { name: 'Destination' }).fill(`${site.registry.host}/ticked`);
  await page.getByRole('button', { name: 'Copy 2 charts' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('2 copied');

  writeFileSync(join(repository.folder, 'index.yaml'), 'entries: [');
  await page.goto(`${site.url}/#/repository/${encodeURIComponent(repository.url)}`);
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByRole('alert')).toContainText(`${repository.url}/index.yaml, line 2`);
  await repository.stop();
});

test.describe('where the page may not go', () => {
  test.use({ stoppedByPolicy: true });

  test('one that the proxy doesn’t serve is told with the line that lets it; reading can be called off', async ({
    page,
    folder,
  }) => {
    const repository = await startChartRepository(helm, join(folder, 'served'), { cors: false });
    stock(repository, folder);
    const nginx = await startNginx({
      root: process.env['CHARTROOM_DIST'] ?? 'dist',
      registries: {},
      repositories: ['https://charts.example.org'],
    });
    await page.goto(`${nginx.url}/#/repository/${encodeURIComponent(repository.url)}`);
    await expect(page.getByRole('alert')).toContainText(repository.url);
    await expect(page.getByText('In nginx.conf, in place of the lines')).toBeVisible();
    await expect(page.locator('pre')).toContainText(
      /charts\.example\.org",\s*"http:\/\/localhost:\d+"/,
    );

    // An index that doesn't come to its end is waited for no longer than the person likes.
    let held = true;
    const index = `${nginx.url}/repository/https/charts.example.org/index.yaml`;
    await page.route(index, (route) =>
      held
        ? undefined
        : route.fulfill({
            headers: { 'X-Chartroom-Proxy': '1' },
            body: readFileSync(join(repository.folder, 'index.yaml')),
          }),
    );
    await page.goto(
      `${nginx.url}/#/repository/${encodeURIComponent('https://charts.example.org')}`,
    );
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(page.getByText('The index wasn’t read to its end.')).toBeVisible();
    held = false;
    await page.getByRole('button', { name: 'Read it again' }).click();
    await expect(page.getByRole('region', { name: 'Charts', exact: true })).toContainText(
      '3 charts, 5 versions in all',
    );
    await Promise.all([nginx.stop(), repository.stop()]);
  });
});
