/** What is attached to a chart, and what its signatures are worth by a key that is given. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDigest } from '../../src/core/oci/digest.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { nodeTransport } from '../support/http.ts';
import { attachSigned, SBOM } from '../support/attach.ts';
import { writeChart } from '../support/charts.ts';
import { aim, chooseFolder, expect, push, ROUTES, test } from './site.ts';

for (const route of ROUTES) {
  test(`a signature and a bill of materials are found, checked and downloaded: ${route}`, async ({
    page,
    site,
    folder,
  }) => {
    const name = `attached/${route}`;
    const reference = `${site.registry.host}/${name}:1.0.0`;
    await page.goto(site.url);
    await chooseFolder(page, writeChart(join(folder, 'harbour'), { name: 'harbour' }));
    await aim(page, reference, route);
    const digest = await push(page, reference);
    const address = `#/chart/${encodeURIComponent(reference)}/attached`;
    await page.evaluate((to) => (location.hash = to), address);
    await expect(page.getByText('Nothing is attached to this chart.')).toBeVisible();

    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await attachSigned(site.registry.host, name, digest, privateKey);
    // Away and back: it is asked for anew, with the way to the registry as it was chosen.
    await page.getByRole('tab', { name: 'Manifest' }).click();
    await page.getByRole('tab', { name: 'Attached' }).click();
    const list = page.getByRole('list', { name: 'Attached' });
    await expect(list.getByText('cosign signature', { exact: true })).toBeVisible();
    await expect(list).toContainText('bill of materials (SPDX)');
    await expect(list).toContainText('Not checked');
    await expect(list).toContainText('Give the public key');

    const give = async (file: string, key: KeyObject) => {
      const buffer = Buffer.from(key.export({ type: 'spki', format: 'pem' }));
      const mimeType = 'application/x-pem-file';
      await page
        .getByLabel('Keys and certificates')
        .setInputFiles({ name: file, mimeType, buffer });
    };
    await give('other.pub', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    await expect(list).toContainText('Not made with what you gave');
    await give('cosign.pub', publicKey);
    await expect(list).toContainText('It was made with cosign.pub, and signs this artifact.');
    await page.getByRole('button', { name: 'Forget keys' }).click();
    await expect(list).toContainText('Not checked');

    await page.getByText('Paste one instead').click();
    const text = page.getByRole('textbox', { name: 'Paste a key or certificate' });
    await text.fill('-----BEGIN PRIVATE KEY-----');
    await page.getByRole('button', { name: 'Check signatures' }).click();
    await expect(page.getByRole('alert')).toContainText('private key');
    await text.fill(String(publicKey.export({ type: 'spki', format: 'pem' })));
    await page.getByRole('button', { name: 'Check signatures' }).click();
    await expect(list).toContainText('It was made with the pasted text');

    const download = page.waitForEvent('download');
    await list.getByRole('button', { name: 'Download harbour.spdx.json' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('harbour.spdx.json');
    expect(readFileSync(await saved.path(), 'utf8')).toBe(SBOM);

    // A file of one's own joins them.
    const report = JSON.stringify({ findings: 0 });
    await page.getByLabel('Attach a file…').setInputFiles({
      ...{ name: 'scan.sarif', mimeType: '', buffer: Buffer.from(report) },
    });
    const type = page.getByRole('textbox', { name: 'Media type' });
    await expect(type).toHaveValue('application/sarif+json');
    await type.fill('no type');
    await expect(page.getByRole('alert')).toContainText('A file can’t have this type: no type');
    await type.fill('application/sarif+json');
    // Called off on its way, it leaves nothing; a second press attaches it.
    await page.route('**/blobs/uploads/**', () => {});
    const sent = page.waitForRequest((request) => request.url().includes('/blobs/uploads/'));
    await type.press('Enter');
    await sent;
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Cancelled');
    await page.unroute('**/blobs/uploads/**');
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await expect(page.getByText(/^scan\.sarif is attached as sha256:/)).toBeFocused();
    await expect(list).toContainText('report of a scan');
    const registry = new Registry({ host: site.registry.host, transport: nodeTransport });
    const { entries } = await registry.repository(name).referrers(parseDigest(digest));
    expect(entries.map(({ artifactType }) => artifactType)).toContain('application/sarif+json');
    expect(entries).toHaveLength(2);

    // What is attached doesn't go with the chart, and that is said before it goes.
    await page.getByRole('button', { name: 'Delete…', exact: true }).click();
    await expect(page.getByRole('form', { name: 'Delete 1.0.0' })).toContainText(
      'not deleted with it: 1 cosign signature, 1 bill of materials (SPDX), 1 report of a scan.',
    );
  });
}
