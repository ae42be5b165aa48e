import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_CONTENT, DEMO_META, HELM_CHART } from '../../src/core/oci/chart-media-types.ts';
import { writeChart } from '../support/charts.ts';
import { chooseFolder, expect, test } from './site.ts';

/** A media type, and the blob that has it. */
type Part = readonly [mediaType: string, content: Buffer];

test('archives of plain tar are told with what is wrong, and without alarm', async ({
  page,
  site,
  folder,
}) => {
  writeChart(join(folder, 'demo'));
  writeFileSync(join(folder, '._demo'), 'attributes');
  const pack = (name: string, ...args: string[]) => {
    execFileSync('tar', ['czf', join(folder, name), '-C', folder, ...args]);
    return join(folder, name);
  };
  await page.goto(site.url);
  const alert = page.getByRole('alert');
  const archives = page.getByLabel('Chart archives');
  await archives.setInputFiles(pack('deep.tgz', './demo'));
  await expect(alert).toContainText('An archive that tar made of ./name has it a folder too deep');
  await archives.setInputFiles(pack('flat.tgz', '-C', join(folder, 'demo'), 'Chart.yaml'));
  await expect(alert).toContainText('The archive has Chart.yaml at its top');
  await archives.setInputFiles(pack('mac.tgz', '._demo', 'demo'));
  await expect(alert).toContainText('It is what the tar of macOS adds');
  await expect(alert).not.toContainText('unless you know');
});

test('what a link in a chosen folder would hold is told as absent, and that it may be a link', async ({
  page,
  site,
  folder,
}) => {
  writeFileSync(join(folder, '_labels.tpl'), '{{ define "demo.labels" }}{{ end }}');
  const chart = writeChart(join(folder, 'demo'), {
    files: { 'templates/a.yaml': '# one\n# {{ include "demo.labels" . }}\n' },
  });
  symlinkSync('../../_labels.tpl', join(chart, 'templates/_labels.tpl'));
  await page.goto(site.url);
  await chooseFolder(page, chart);
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText('includes demo.labels, which nothing in the chart defines');
  await expect(findings).toContainText('browsers leave links out of a chosen folder');
  await findings.getByRole('button', { name: 'templates/a.yaml:2' }).first().click();
  await expect(page.getByText('{{ include "demo.labels" . }}')).toBeVisible();
});

test('a pulled chart that can’t be loaded is shown with all findings, its archive and manifest', async ({
  page,
  site,
  folder,
}) => {
  writeChart(join(folder, 'demo'), {
    extra: 'home: [a]\nsources: [x]\n',
    files: { 'values.yaml': 'a: [\n' },
  });
  const archive = join(folder, 'demo.tgz');
  execFileSync('tar', ['czf', archive, '-C', folder, 'demo']);
  const config = Buffer.from('{"name": "demo", "version": "1.0.0"}');
  const [layer] = await storeChart(`${site.registry.url}/v2/broken/demo`, [
    ['application/vnd.cncf.helm.config.v1+json', config],
    [HELM_CHART, readFileSync(archive)],
  ]);
  const reference = `${site.registry.host}/broken/demo:1.0.0`;
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
  await expect(page.getByRole('alert')).toContainText('home');
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText('The source x is not a full URL.');
  await expect(findings).toContainText('values.yaml can’t be read');
  await expect(page.getByRole('region', { name: 'Manifest' })).toContainText(layer ?? '');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .tgz as stored' }).click();
  const path = join(folder, 'saved.tgz');
  await (await saved).saveAs(path);
  expect(readFileSync(path)).toEqual(readFileSync(archive));
});

test('a chart in two layers that can’t be loaded is shown with both layers', async ({
  page,
  site,
  folder,
}) => {
  writeChart(join(folder, '-'), { files: { 'values.yaml': 'a: [\n' } });
  const archive = join(folder, 'content.tgz');
  execFileSync('tar', ['czf', archive, '-C', folder, '--', '-']);
  const meta = Buffer.from('{"name": "demo", "version": "1.0.0", "home": ["a"]}');
  const [, layer] = await storeChart(`${site.registry.url}/v2/broken/pair`, [
    ['application/vnd.oci.image.config.v1+json', Buffer.from('{}')],
    [DEMO_META, meta],
    [DEMO_CONTENT, readFileSync(archive)],
  ]);
  const reference = `${site.registry.host}/broken/pair:1.0.0`;
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
  await expect(page.getByRole('alert')).toContainText('home');
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText('values.yaml can’t be read');
  await expect(page.getByRole('region', { name: 'Manifest' })).toContainText(layer ?? '');
  for (const [name, content] of [
    ['meta.json', meta],
    ['content.tgz', readFileSync(archive)],
  ] as const) {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: `Download ${name} as stored` }).click();
    const path = join(folder, 'saved');
    await (await saved).saveAs(path);
    expect(readFileSync(path)).toEqual(content);
  }
});

/** Stores a chart under the tag 1.0.0, a config and layers; the layers' digests. */
async function storeChart(repository: string, [config, ...layers]: readonly Part[]) {
  const blobs = async (parts: readonly Part[]) =>
    Promise.all(
      parts.map(async ([mediaType, content]) => ({
        mediaType,
        ...(await stored(repository, content)),
      })),
    );
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const described = await blobs(layers);
  await fetch(`${repository}/manifests/1.0.0`, {
    method: 'PUT',
    headers: { 'Content-Type': mediaType },
    body: JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: (await blobs([config as Part]))[0],
      layers: described,
    }),
  });
  return described.map(({ digest }) => digest);
}

/** Stores a blob in a repository. */
async function stored(repository: string, content: Buffer) {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const session = await fetch(`${repository}/blobs/uploads/`, { method: 'POST' });
  const url = new URL(session.headers.get('Location') ?? '', repository);
  url.searchParams.set('digest', digest);
  await fetch(url, { method: 'PUT', body: new Uint8Array(content) });
  return { digest, size: content.length };
}
