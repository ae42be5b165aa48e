import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { aim, expect, manifestOf, push, test } from './site.ts';

test('what is pushed is the archive that was read, whatever the disk holds then', async ({
  page,
  site,
  folder,
}) => {
  writeChart(join(folder, 'sample'));
  const archive = join(folder, 'sample-1.0.0.tgz');
  execFileSync('tar', ['czf', archive, '-C', folder, 'sample']);
  const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  const reference = `${site.registry.host}/rebuilt/sample:1.0.0`;
  await page.goto(site.url);
  await page.getByLabel('Chart archives').setInputFiles(archive);
  await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeEnabled();
  writeFileSync(archive, 'built anew');
  await aim(page, reference);
  await push(page, reference);
  const { layers } = JSON.parse((await manifestOf(reference)).text) as {
    layers: { digest: string }[];
  };
  expect(layers.map(({ digest }) => digest)).toEqual([`sha256:${sum}`]);
});

test('an archive whose checksum is wrong is refused as a file, and pulled with a warning', async ({
  page,
  site,
  folder,
}) => {
  const helm = findPeer('helm4') ?? findPeer('helm3');
  test.skip(!helm, 'helm is not installed');
  writeChart(join(folder, 'sample'));
  execFileSync(helm ?? '', ['package', 'sample'], { cwd: folder });
  const archive = join(folder, 'sample-1.0.0.tgz');
  const bytes = readFileSync(archive);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 8) ^ 1, bytes.length - 8);
  writeFileSync(archive, bytes);
  const place = `${site.registry.host}/loose`;
  execFileSync(helm ?? '', ['push', archive, `oci://${place}`, '--plain-http'], { stdio: 'pipe' });

  await page.goto(site.url);
  await page.getByLabel('Chart archives').setInputFiles(archive);
  await expect(page.getByRole('alert')).toContainText(
    'the checksum of the compressed data is wrong',
  );

  await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${place}/sample:1.0.0`)}`);
  await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  await expect(page.getByText('The archive doesn’t end as it should')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .tgz' }).click();
  const path = join(folder, 'pulled.tgz');
  await (await saved).saveAs(path);
  expect(readFileSync(path)).toEqual(bytes);
});
