import { generateKeyPairSync } from 'node:crypto';
import type { Page } from 'playwright/test';
import { button, choose, open, push, slowDown, stock, underWay, unused } from './acts.ts';
import { attachSigned } from '../support/attach.ts';
import { writeChart } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { heavy } from './charts.ts';
import type { Scene, Stage } from './stage.ts';

async function chart(page: Page, stage: Stage, reference: string, tab = ''): Promise<void> {
  await page.goto(`${stage.url}/#/chart/${encodeURIComponent(reference)}${tab}`);
}

/** The page of a chart that is there, opened at a tab. */
const chartPage =
  (tab: string): Scene =>
  async (page, stage) => {
    await chart(page, stage, await stock(stage), tab);
    await page.getByRole('tablist').waitFor();
    await page.waitForTimeout(500);
  };

/** The page of one that isn't, for the reason that it says. */
const failing =
  (reason: string, reference: (stage: Stage) => string): Scene =>
  async (page, stage) => {
    await chart(page, stage, reference(stage));
    await page.getByRole('alert').filter({ hasText: reason }).waitFor();
  };

/** Stores an artifact that isn't a chart: a signature, as cosign keeps it beside an image. */
async function storeSignature(host: string): Promise<string> {
  const config = { mediaType: 'application/vnd.oci.empty.v1+json', text: '{}' };
  const layer = { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', text: '{"a":1}' };
  const blobs = await Promise.all(
    [config, layer].map(async ({ mediaType, text }) => {
      const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
      const digest = `sha256:${Buffer.from(hash).toString('hex')}`;
      const begun = await fetch(`http://${host}/v2/signed/blobs/uploads/`, { method: 'POST' });
      const address = new URL(begun.headers.get('location') ?? '');
      address.searchParams.set('digest', digest);
      await fetch(address, { method: 'PUT', body: text });
      return { mediaType, digest, size: text.length };
    }),
  );
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  await fetch(`http://${host}/v2/signed/manifests/image`, {
    method: 'PUT',
    headers: { 'Content-Type': mediaType },
    body: JSON.stringify({ schemaVersion: 2, mediaType, config: blobs[0], layers: [blobs[1]] }),
  });
  return `${host}/signed:image`;
}

export const pull: Record<string, Scene> = {
  pull: (page, stage) => open(page, stage, 'pull'),
  async pullLately(page, stage) {
    await chart(page, stage, await stock(stage));
    await page.getByRole('tablist').waitFor();
    await open(page, stage, 'pull');
    await page.getByRole('textbox', { name: 'Reference' }).fill('light');
    await page.getByRole('option').first().waitFor();
  },
  overview: chartPage(''),
  values: chartPage('/values'),
  files: chartPage('/files'),
  manifest: chartPage('/manifest'),
  versions: chartPage('/versions'),
  attachedNothing: chartPage('/attached'),
  async attached(page, stage) {
    const reference = `${stage.registry.host}/charts/buoy:1.0.0`;
    await stockChart(writeChart(stage.folder(), { name: 'buoy' }), [reference]);
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const manifest = await fetch(`${stage.registry.url}/v2/charts/buoy/manifests/1.0.0`, {
      headers: { Accept: OCI_MANIFEST },
    });
    const digest = manifest.headers.get('docker-content-digest') ?? '';
    await attachSigned(stage.registry.host, 'charts/buoy', digest, privateKey);
    await chart(page, stage, reference, '/attached');
    const buffer = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
    const file = { name: 'cosign.pub', mimeType: 'application/x-pem-file', buffer };
    await page.getByLabel('Keys and certificates').setInputFiles(file);
    await page.getByText('Verified', { exact: true }).waitFor();
  },

  async attachFile(page, stage) {
    const reference = `${stage.registry.host}/charts/buoy:1.0.0`;
    await stockChart(writeChart(stage.folder(), { name: 'buoy' }), [reference]);
    await chart(page, stage, reference, '/attached');
    const file = { name: 'report.sarif', mimeType: '', buffer: Buffer.from('{}') };
    await page.getByLabel('Attach a file…').setInputFiles(file);
    await page.getByRole('textbox', { name: 'Media type' }).fill('no type');
    await page.getByRole('alert').waitFor();
  },

  valuesTable: chartPage('/values?as=table'),
  async valuesFound(page, stage) {
    await chartPage('/values/signal.period?q=period')(page, stage);
    await page.getByRole('tree', { name: 'Values' }).scrollIntoViewIfNeeded();
  },
  filesFound: chartPage('/files?q=lighthouse'),
  line: chartPage('/files/templates%2Fdeployment.yaml?line=4-6'),
  findings: chartPage('?show=findings'),

  async versionPicker(page, stage) {
    await chartPage('')(page, stage);
    await page.getByRole('button', { name: /^Version 1\.4\.2/ }).click();
    await page.getByRole('navigation').getByRole('link', { name: '1.4.2' }).waitFor();
  },

  async changelog(page, stage) {
    const place = unused(page, stage, 'changes');
    for (const version of ['1.0.0', '1.1.0']) {
      const extra = `annotations:\n  artifacthub.io/changes: |\n    - kind: fixed\n      description: What was wrong before ${version}\n    - kind: added\n      description: A bell\n`;
      await stockChart(writeChart(stage.folder(), { version, extra }), [`${place}:${version}`]);
    }
    await chart(page, stage, `${place}:1.1.0`);
    await page.getByRole('tablist').waitFor();
    const about = page.getByText('About this chart');
    if (await about.isVisible()) await about.click();
    await button(page, 'Changelog of all versions').click();
    await page.getByText('All 2 versions').waitFor();
  },

  async usedLately(page, stage) {
    await chartPage('')(page, stage);
    await open(page, stage, 'pull');
    await page.getByRole('region', { name: 'Used lately' }).waitFor();
  },

  nothingThere: failing(
    'There is nothing at',
    ({ registry }) => `${registry.host}/nowhere/chart:1.0.0`,
  ),
  unreachable: failing('No answer from', () => 'localhost:1/charts/lighthouse:1.4.2'),
  cors: failing(
    'doesn’t let this page read its answers',
    ({ shut }) => `${shut.host}/charts/lighthouse:1.4.2`,
  ),
  signInNeeded: failing(
    'asks who you are',
    ({ guarded }) => `${guarded.host}/charts/lighthouse:1.4.2`,
  ),
  async pulling(page, stage) {
    const reference = `${unused(page, stage, 'slow')}:1.0.0`;
    await choose(page, stage, heavy(stage.folder()));
    await push(page, reference);
    await slowDown(page, 300_000);
    await chart(page, stage, reference);
    await underWay(page);
  },

  async notChart(page, stage) {
    await chart(page, stage, await storeSignature(stage.registry.host));
    await page.getByRole('alert').filter({ hasText: 'This isn’t a Helm chart' }).waitFor();
  },
  keys: (page, stage) => open(page, stage, 'keys'),
  about: (page, stage) => open(page, stage, 'about'),
  async missing(page, stage) {
    await open(page, stage, 'atlantis');
  },

  async deleting(page, stage) {
    await chartPage('/versions')(page, stage);
    await button(page, 'Delete…').click();
    await page.getByLabel('Type 1.4.2 to delete it').waitFor();
  },
};
