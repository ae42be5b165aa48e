import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startChartRepository } from '../support/chart-repository.ts';
import { writeChart } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { startServer } from '../support/server.ts';
import { chooseFolder, expect, test } from './site.ts';

const helm = findPeer('helm4') ?? findPeer('helm3') ?? '';
test.skip(!helm, 'helm is not installed');

const section = (page: Page) => page.getByRole('region', { name: 'Dependencies' });

/** The list in the lines for nginx.conf that a part of the page shows. */
async function printedList(place: Locator): Promise<string[]> {
  const lines = await place.locator('code', { hasText: 'map "" $repositories' }).innerText();
  const [, list = ''] = /^map "" \$repositories \{\n {4}default '(.*)';\n\}\n*$/.exec(lines) ?? [];
  return JSON.parse(list) as string[];
}

test.describe('chart repositories that don’t let pages in', () => {
  test.use({ stoppedByPolicy: true });

  test('are served by the proxy, as soon as nginx.conf has the line that the page shows', async ({
    page,
    folder,
  }) => {
    test.setTimeout(120_000);
    // One has its archives in it; those of the other are elsewhere, and redirect to a third place.
    const near = await startChartRepository(helm, join(folder, 'near'), { cors: false });
    const far = await startChartRepository(helm, join(folder, 'far'), { cors: false });
    const assets = await startServer((_request, response) => response.end(archive));
    const releases = await startServer((_request, response) => {
      response.writeHead(302, { Location: `${assets.url}/stored/1?signature=a%2Fb` }).end();
    });
    near.add(writeChart(join(folder, 'made/tide'), { name: 'tide', version: '2.3.0' }));
    far.add(writeChart(join(folder, 'made/lamp'), { name: 'lamp', version: '0.3.1' }));
    const archive = readFileSync(join(far.folder, 'lamp-0.3.1.tgz'));
    execFileSync(helm, ['repo', 'index', far.folder, '--url', `${releases.url}/download`]);
    const app = writeChart(join(folder, 'app'), {
      name: 'app',
      extra: `dependencies:
  - {name: tide, version: 2.x, repository: '${near.url}'}
  - {name: lamp, version: 0.x, repository: '${far.url}'}
`,
    });

    const port = await freePort();
    let repositories: string[] | undefined;
    /** Fetches what is missing from a site with this list, and reads what is missing in that. */
    async function missing(): Promise<string[] | undefined> {
      const root = process.env['CHARTROOM_DIST'] ?? 'dist';
      const nginx = await startNginx({ root, port, ...(repositories && { repositories }) });
      try {
        await page.goto('about:blank');
        await page.goto(nginx.url);
        await chooseFolder(page, app);
        await section(page).getByRole('button', { name: 'Fetch missing dependencies' }).click();
        const alerts = section(page).getByRole('alert');
        const done = section(page)
          .getByRole('status')
          .filter({ hasText: 'tide-2.3.0.tgz, charts/lamp' });
        await expect(alerts.or(done).first()).toBeVisible();
        if ((await alerts.count()) === 0) return undefined;
        // However many it concerns, it is said once.
        await expect(alerts).toHaveCount(1);
        await expect(alerts).toContainText('$repositories in its nginx.conf');
        await expect(section(page).locator('code').last()).toHaveText('helm dependency build app');
        return await printedList(section(page));
      } finally {
        await nginx.stop();
      }
    }

    repositories = await missing();
    expect(repositories).toEqual([near.url, far.url]);
    repositories = await missing();
    expect(repositories).toEqual([near.url, far.url, releases.url]);
    repositories = await missing();
    // The place as nginx reaches it.
    expect(repositories).toEqual([near.url, far.url, releases.url, assets.url]);
    expect(await missing()).toBeUndefined();
    const table = section(page).getByRole('table');
    await expect(table.getByRole('row', { name: /^lamp/ })).toContainText('in charts/, 0.3.1');
    // Nobody's sign-in goes to a chart repository.
    expect(near.requests.filter((request) => !/^GET \/\S+$/.test(request))).toEqual([]);
    await Promise.all([near, far, assets, releases].map((server) => server.stop()));
  });
});

test('chart repositories that several charts need are told once, with the line for all of them', async ({
  page,
  site,
  folder,
}) => {
  const near = await startChartRepository(helm, join(folder, 'near'), { cors: false });
  const far = await startChartRepository(helm, join(folder, 'far'), { cors: false });
  for (const [name, { url }] of Object.entries({ anchor: near, beacon: near, compass: far })) {
    const extra = `dependencies: [{name: tide, version: 2.x, repository: '${url}'}]\n`;
    writeChart(join(folder, 'charts', name), { name, extra });
  }
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(join(folder, 'charts'));
  const notice = page.getByRole('region', { name: '3 incomplete charts' });
  await notice.getByRole('button', { name: 'Fetch what all of them lack' }).click();
  await expect(notice).toContainText('0 of 3 charts completed');
  await expect(notice.getByRole('alert')).toHaveCount(1);
  await expect(notice.getByRole('alert')).toContainText('$repositories in its nginx.conf');
  expect(await printedList(notice)).toEqual([near.url, far.url]);
  await Promise.all([near.stop(), far.stop()]);
});
