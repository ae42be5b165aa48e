import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MYCHART, writeChart, writeFiles } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { stockChart } from '../support/stock.ts';
import { signChart } from '../support/signed-charts.ts';
import { button, choose, open, push, slowDown, underWay, unused } from './acts.ts';
import { annotated, dependent, fleet, heavy, heavyFleet, longNamed } from './charts.ts';
import { SIGNER, type Scene, type Stage } from './stage.ts';

/** Signs charts. */
export const helm = findPeer('helm4') ?? findPeer('helm3');

/** A chart and its .prov, its owner’s key, and the chart again with another text in the .prov. */
function signed({ gpg, folder }: Stage) {
  const good = signChart(helm ?? 'helm', gpg, SIGNER, folder());
  const altered = join(folder(), good.name);
  copyFileSync(good.archive, altered);
  const text = readFileSync(good.provenance, 'utf8').replace('A sample', 'A simple');
  writeFileSync(`${altered}.prov`, text);
  const buffer = Buffer.from(gpg.armored(SIGNER));
  return { good, altered, key: { name: 'ann.asc', mimeType: 'application/pgp-keys', buffer } };
}

/** The first page, walked into by keyboard. */
const afterTabs =
  (count: number): Scene =>
  async (page, stage) => {
    await open(page, stage);
    for (let i = 0; i < count; i++) await page.keyboard.press('Tab');
  };

export const publish: Record<string, Scene> = {
  empty: (page, stage) => open(page, stage),

  async dropping(page, stage) {
    await open(page, stage);
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [MYCHART], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 99, y: 99, data });
  },

  skipLink: afterTabs(1),
  focus: afterTabs(7),

  async chosen(page, stage) {
    await choose(page, stage, annotated(stage.folder()));
    await button(page, 'Push').waitFor();
    await page
      .getByRole('textbox', { name: 'Reference' })
      .fill(`${stage.registry.host}/mychart:2.7.1`);
    await page.getByRole('treeitem', { name: /^deployment\.yaml/ }).click();
    await page.getByText(/^Asking/).waitFor({ state: 'hidden' });
  },

  /** Chartroom’s own chart, as the README shows it. */
  async own(page, stage) {
    await choose(page, stage, 'deploy/chart');
    await button(page, 'Push').waitFor();
    await page
      .getByRole('textbox', { name: 'Reference' })
      .fill(`${stage.registry.host}/charts/chartroom:0.1.0`);
    await page.getByRole('treeitem', { name: /^deployment\.yaml/ }).click();
    await page.getByText(/is free there$/).waitFor();
  },

  async longNames(page, stage) {
    await choose(page, stage, longNamed(stage.folder()));
    // At its name: its middle is far to the right, and would be brought into sight first.
    await page
      .getByText(/sidecars\.yaml$/)
      .first()
      .click({ position: { x: 8, y: 8 } });
  },

  async pushing(page, stage) {
    await choose(page, stage, heavy(stage.folder()));
    await slowDown(page, 300_000);
    const reference = `${unused(page, stage, 'heavy')}:1.0.0`;
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await button(page, 'Push').click();
    await underWay(page);
  },

  async pushed(page, stage) {
    await choose(page, stage, MYCHART);
    await push(page, `${unused(page, stage, 'mychart')}:2.7.1`);
  },

  async leftDuringPush(page, stage) {
    await choose(page, stage, heavy(stage.folder()));
    await slowDown(page, 300_000);
    const reference = `${unused(page, stage, 'left')}:1.0.0`;
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await button(page, 'Push').click();
    await page.getByRole('progressbar').first().waitFor();
    page.once('dialog', (dialog) => dialog.accept());
    await page.reload();
    await page.getByRole('complementary', { name: 'Unfinished pushes' }).waitFor();
  },

  async differs(page, stage) {
    const reference = `${unused(page, stage, 'other')}:2.7.1`;
    await choose(page, stage, MYCHART);
    await push(page, reference);
    await choose(page, stage, annotated(stage.folder()));
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await button(page, 'Push').click();
    await button(page, 'Push anyway').waitFor();
    await page.getByRole('link', { name: 'Open the comparison' }).waitFor();
  },

  async beforePush(page, stage) {
    const place = unused(page, stage, 'raised');
    for (const version of ['1.0.0', '2.0.0']) {
      await choose(page, stage, writeChart(stage.folder(), { version }));
      await push(page, `${place}:${version}`);
    }
    const files = { 'values.yaml': 'replicas: 2\n' };
    await choose(page, stage, writeChart(stage.folder(), { version: '1.0.0', files }));
    await page.getByRole('textbox', { name: 'Reference' }).fill(`${place}:1.0.0`);
    await page.getByText('A higher version is there').waitFor();
  },

  async readAgain(page, stage) {
    const chart = join(stage.folder(), 'sample');
    writeChart(chart, { files: { 'NOTES.md': 'x' } });
    await open(page, stage);
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [chart], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 99, y: 99, data });
    }
    await button(page, 'Push').waitFor();
    // What is new is told against the findings of the reading before.
    await page.getByRole('main').getByText('1 hint').first().waitFor();
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: sample\n';
    writeChart(chart, { version: '1.0.1', files: { 'templates/service.yaml': service } });
    rmSync(join(chart, 'values.yaml'));
    await button(page, 'Read the folder again').click();
    await page.getByText('1 new finding').first().waitFor();
  },

  async manySummary(page, stage) {
    await choose(page, stage, fleet(stage.folder()));
    await page.getByLabel('Registry and path').fill(unused(page, stage, 'summed'));
    await page
      .getByRole('checkbox', { name: /^Push .* with the others$/ })
      .first()
      .uncheck();
    await page.getByRole('button', { name: /^Push \d/ }).click();
    await page.getByText('Chart by chart').click();
  },

  async broken(page, stage) {
    const yaml = 'apiVersion: v2\nname: x\nversion: "1.0.0\n';
    await choose(page, stage, writeFiles(join(stage.folder(), 'broken'), { 'Chart.yaml': yaml }));
    await page.getByRole('alert').filter({ hasText: 'the closing " is missing' }).waitFor();
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
  },

  async dependenciesMissing(page, stage) {
    await choose(page, stage, dependent(stage.folder(), `oci://${stage.registry.host}/fleet`));
    await button(page, 'Fetch missing dependencies').waitFor();
  },

  async dependenciesFetched(page, stage) {
    const place = unused(page, stage, 'fleet');
    const radar = writeChart(stage.folder(), { name: 'radar', version: '1.4.0' });
    await stockChart(radar, [`${place}/radar:1.4.0`]);
    await choose(page, stage, dependent(stage.folder(), `oci://${place}`));
    await button(page, 'Fetch missing dependencies').click();
    await page.getByRole('status').filter({ hasText: 'missing still' }).waitFor();
  },

  async provenanceOpen(page, stage) {
    const { good } = signed(stage);
    await choose(page, stage, good.archive, good.provenance);
    await page.getByText('Signature not checked').first().waitFor();
  },

  async provenanceVerified(page, stage) {
    const { good, key } = signed(stage);
    await choose(page, stage, good.archive, good.provenance);
    await page.getByLabel('Public keys').setInputFiles(key);
    await page.getByRole('status').filter({ hasText: 'Verified' }).waitFor();
  },

  async provenanceAltered(page, stage) {
    const { altered, key } = signed(stage);
    await choose(page, stage, altered, `${altered}.prov`);
    await page.getByLabel('Public keys').setInputFiles(key);
    await page.getByRole('status').filter({ hasText: 'The provenance was altered' }).waitFor();
  },

  async many(page, stage) {
    await choose(page, stage, fleet(stage.folder()));
    await page.getByLabel('Registry and path').fill(unused(page, stage, 'charts'));
    await button(page, 'Push all').click();
    await page.getByText('5 pushed').first().waitFor();
  },

  async manyBeforePush(page, stage) {
    const place = unused(page, stage, 'looked');
    await stockChart(writeChart(stage.folder(), { name: 'anchor', version: '1.0.0' }), [
      `${place}/anchor:1.0.0`,
    ]);
    await choose(page, stage, fleet(stage.folder()));
    await page.getByLabel('Registry and path').fill(place);
    await page.getByText('tags are free').waitFor();
  },

  async manySignIn(page, stage) {
    await choose(page, stage, fleet(stage.folder()));
    await page.getByLabel('Registry and path').fill(`${stage.guarded.host}/fleet`);
    await button(page, 'Push all').click();
    await page.getByRole('form', { name: /^Sign in to/ }).waitFor();
  },

  async manyIncomplete(page, stage) {
    const folder = stage.folder();
    dependent(folder, `oci://${stage.registry.host}/fleet`);
    for (const place of ['stable', 'staging']) {
      const extra = `keywords: [${place}]\n`;
      writeChart(join(folder, place, 'buoy'), { name: 'buoy', extra });
    }
    await choose(page, stage, folder);
    await page.getByText('incomplete chart').first().waitFor();
  },

  async manyPushing(page, stage) {
    await choose(page, stage, heavyFleet(stage.folder()));
    await page.getByLabel('Registry and path').fill(unused(page, stage, 'heavies'));
    await page.getByText('5 charts').first().waitFor();
    await slowDown(page, 800_000);
    await button(page, 'Push all').click();
    await page.getByText('1 pushed').first().waitFor();
    await page.waitForTimeout(2000);
  },

  async manyOneFailed(page, stage) {
    const folder = join(stage.folder(), 'charts');
    mkdirSync(folder);
    for (const name of ['anchor', 'beacon', 'compass']) heavy(folder, name, 1000);
    await choose(page, stage, folder);
    await page.getByLabel('Registry and path').fill(unused(page, stage, 'three'));
    await page.getByRole('textbox', { name: /beacon$/ }).fill('localhost:1/beacon:1.0.0');
    await button(page, 'Push all').click();
    await page.getByText('2 pushed, 1 failed').first().waitFor();
  },
};
