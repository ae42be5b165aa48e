/** What is attached to a chart, and what its signatures are worth by a key that is given. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../src/core/oci/digest.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { writeChart } from '../support/charts.ts';
import { nodeTransport } from '../support/http.ts';
import { aim, chooseFolder, expect, push, ROUTES, test } from './site.ts';

const SBOM = JSON.stringify({ spdxVersion: 'SPDX-2.3', name: 'harbour' });

/** Signs as cosign does by default before 3.0, and attaches a bill of materials. */
async function attach(host: string, name: string, digest: string, key: KeyObject) {
  const repository = new Registry({ host, transport: nodeTransport }).repository(name);
  const store = async (mediaType: string, text: string, tag?: string) => {
    const blob = new Blob([text]);
    const descriptor = { mediaType, digest: await digestOf(blob), size: blob.size };
    await repository.push(descriptor, blob, tag === undefined ? {} : { tag });
    return descriptor;
  };
  const payload = JSON.stringify({
    critical: {
      identity: { 'docker-reference': `${host}/${name}` },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional: null,
  });
  const layer = await store('application/vnd.dev.cosign.simplesigning.v1+json', payload);
  const signature = sign('sha256', Buffer.from(payload), key).toString('base64');
  const config = await store('application/vnd.oci.image.config.v1+json', '{}');
  const head = { schemaVersion: 2, mediaType: OCI_MANIFEST, config };
  await store(
    OCI_MANIFEST,
    JSON.stringify({
      ...head,
      layers: [{ ...layer, annotations: { 'dev.cosignproject.cosign/signature': signature } }],
    }),
    `${digest.replace(':', '-')}.sig`,
  );
  const sbom = await store('application/spdx+json', SBOM);
  const title = { 'org.opencontainers.image.title': 'harbour.spdx.json' };
  await store(
    OCI_MANIFEST,
    JSON.stringify({
      ...head,
      artifactType: 'application/spdx+json',
      layers: [{ ...sbom, annotations: title }],
      subject: await repository.resolve(digest),
    }),
  );
}

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
    await attach(site.registry.host, name, digest, privateKey);
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
  });
}
