/**
 * A repository of signed charts goes from Distribution 2.8 to 3.1, into one file, into a browser
 * that has no network, and from there back: equal digests throughout, counted. `CHARTS=100` for the
 * long run, in which cosign signs where it is there (`COSIGN` names it).
 */
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { tagsBeside } from '../../src/core/content/beside.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { attachSigned } from '../support/attach.ts';
import { writeChart } from '../support/charts.ts';
import { cosignSigner, findCosign } from '../support/cosign.ts';
import { nodeTransport } from '../support/http.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
import { expect, test } from './site.ts';

const distribution3 = findPeer('registry3');
const cosign = findCosign();
const CHARTS = Number(process.env['CHARTS'] ?? 4);
const VERSIONS = Array.from({ length: CHARTS }, (_, i) => `1.0.${i}`);
/** Each chart takes a second or two at each of its five stations, more on a busy machine. */
const patience = { timeout: 30_000 + CHARTS * 5_000 };

test.skip(!distribution3, 'Distribution 3 is not installed');

test(`${CHARTS} signed charts move, leave as a file, and come back`, async ({
  page,
  site,
  folder,
  browser,
}) => {
  test.setTimeout(120_000 + CHARTS * 15_000);
  const other = await startRegistry({ binary: distribution3 ?? '' });
  const shore = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    direct: ['http://localhost:*'],
  });
  const away = await browser.newContext({ serviceWorkers: 'allow' });
  try {
    const { host } = site.registry;
    await stock(host, folder);
    const before = await inventory(host, 'fleet/mychart');
    // Of each chart: itself, and what is attached to it.
    expect(before.flat()).toHaveLength(CHARTS * 3);

    // From one registry to another.
    await copyAll(page, site.url, `${host}/fleet/mychart`);
    await page.getByRole('textbox', { name: 'Destination' }).fill(`${other.host}/harbour`);
    await run(page);
    await expect(page.getByText('There may be more')).toHaveCount(0);
    expect(await inventory(other.host, 'harbour/mychart')).toEqual(before);

    // From there into the library, and out as one file.
    await copyAll(page, site.url, `${other.host}/harbour/mychart`);
    await page.getByRole('checkbox', { name: 'Into this browser’s library' }).check();
    await run(page);
    await page.getByRole('link', { name: 'Library' }).first().click();
    const saved = page.waitForEvent('download', patience);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const file = join(folder, 'fleet.tar');
    await (await saved).saveAs(file);
    const attachments = `${CHARTS * 2} attachments`;
    const told = `Exported ${CHARTS} charts and ${attachments}, `;
    await expect(page.getByText(told).first()).toContainText('as charts-');

    // Into a browser without a network.
    const there = await away.newPage();
    await there.goto(`${shore.url}/#/library`);
    await expect(there.getByText('Nothing is kept yet.')).toBeVisible();
    await there.evaluate(() => navigator.serviceWorker.ready);
    await away.setOffline(true);
    await there.getByLabel('Import', { exact: true }).setInputFiles(file);
    await expect(there.getByRole('heading', { level: 3 })).toHaveText(
      `fleet.tar: ${CHARTS} imported; with ${attachments}`,
      patience,
    );

    // And from there back, once there is one.
    await away.setOffline(false);
    await there.getByRole('button', { name: `${CHARTS - 1} more versions` }).click();
    await there.getByRole('checkbox', { name: 'Charts: tick all that are shown' }).check();
    await there.getByRole('link', { name: `Copy ${CHARTS} ticked to…` }).click();
    await there.getByRole('textbox', { name: 'Destination' }).fill(`${host}/back`);
    await run(there);
    expect(await inventory(host, 'back/mychart')).toEqual(before);
    console.log(`${before.flat().length} equal digests of ${CHARTS} charts, twice moved`);
  } finally {
    await away.close();
    await shore.stop();
    await other.stop();
  }
});

/** Charts in a repository, each with two things attached: by cosign's tag, and as a referrer. */
async function stock(host: string, folder: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const sign = CHARTS >= 100 && cosign ? cosignSigner(cosign, folder) : undefined;
  for (const version of VERSIONS) {
    const chart = writeChart(join(folder, 'mychart'), { name: 'mychart', version });
    const digest = await stockChart(chart, [`${host}/fleet/mychart:${version}`]);
    if (sign) for (const bundle of [true, false]) sign(`${host}/fleet/mychart@${digest}`, bundle);
    else await attachSigned(host, 'fleet/mychart', digest, privateKey);
  }
}

async function copyAll(page: Page, site: string, repository: string): Promise<void> {
  const [host = '', ...path] = repository.split('/');
  await page.goto(`${site}/#/registry/${host}/repository/${encodeURIComponent(path.join('/'))}`);
  await page.getByRole('link', { name: 'Copy all to…' }).click();
  const rows = page.getByRole('list', { name: 'What goes where' });
  await expect(page.getByRole('button', { name: `Copy ${CHARTS} charts` })).toBeVisible();
  await expect(rows).toHaveCount(0);
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Copy ${CHARTS} charts` }).click();
  const line = page.getByRole('heading', { level: 2 });
  await expect(line).toContainText('copied', patience);
  const failures = page.getByRole('alert').or(page.getByText('The tag there names'));
  expect(await failures.allInnerTexts()).toEqual([]);
  await expect(line).toHaveText(`${CHARTS} copied`);
}

/** The digests of each chart and of all that is attached to it, by version. */
async function inventory(host: string, name: string): Promise<string[][]> {
  const repository = new Registry({ host, transport: nodeTransport }).repository(name);
  return Promise.all(
    VERSIONS.map(async (version) => {
      const { digest } = await repository.resolve(version);
      const { entries } = await repository.referrers(digest);
      const { names } = await tagsBeside(repository, digest);
      const beside = await Promise.all(names.map((tag) => repository.resolve(tag)));
      return [digest, ...[...entries, ...beside].map((entry) => entry.digest)];
    }),
  );
}
