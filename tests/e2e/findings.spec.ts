import { join } from 'node:path';
import { packArchive } from '../../src/core/chart/archive.ts';
import { writeChart, writeFiles } from '../support/charts.ts';
import { chooseFolder, expect, test } from './site.ts';

test('a finding about a folder in charts/ leads to its Chart.yaml, one in an archive or about no file nowhere', async ({
  page,
  site,
  folder,
}) => {
  const yaml = (version: string) => `apiVersion: v2\nname: tide\nversion: ${version}\n`;
  const chart = writeChart(join(folder, 'sample'), {
    extra: 'dependencies: [{name: tide, version: ">=1", repository: ""}]\n',
    files: { crds: '' },
  });
  writeFiles(join(chart, 'charts/one'), { 'Chart.yaml': yaml('1.0.0') });
  writeFiles(join(chart, 'charts/two'), { 'Chart.yaml': yaml('2.0.0') });
  const packed = {
    'Chart.yaml': 'apiVersion: v2\nname: reef\nversion: 1.0.0\n',
    'values.yaml': 'a: @b\n',
  };
  const inner = Object.entries(packed).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const reef = new Uint8Array(await packArchive('reef', inner).arrayBuffer());
  writeFiles(join(chart, 'charts'), { 'reef-1.0.0.tgz': reef });
  writeFiles(join(chart, '.git'), { config: '' });
  await page.goto(site.url);
  await chooseFolder(page, chart);
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings.getByText('charts/ holds tide more than once')).toBeVisible();
  await findings.getByRole('button', { name: 'charts/two' }).click();
  await expect(page.getByText('version: 2.0.0')).toBeVisible();
  const inArchive = 'charts/reef-1.0.0.tgz/values.yaml:1';
  await expect(findings.getByText(inArchive)).toBeVisible();
  await expect(findings.getByText('In an archive: unpack it to open the file.')).toBeVisible();
  await expect(findings.getByRole('button', { name: inArchive })).toHaveCount(0);
  await expect(findings.getByText('.git/', { exact: true })).toBeVisible();
  await expect(findings.getByRole('button', { name: '.git/' })).toHaveCount(0);
});

test('a chart that can’t be loaded is told all that is wrong with it, and no all-clear', async ({
  page,
  site,
  folder,
}) => {
  const chart = writeChart(join(folder, 'sample'), {
    extra: 'type: app\nsources: [x]\n',
    files: { '.helmignore': '!*\n' },
  });
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(chart);
  await expect(page.getByRole('alert')).toContainText('type');
  // What keeps it from being loaded is told once, in the alert.
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).not.toContainText('There is no type app.');
  await expect(findings).toContainText('The source x is not a full URL.');
  await expect(findings).toContainText('The rule !* ignores everything that does not match it.');
  await expect(findings).not.toContainText('No error found');
  await expect(page.getByRole('button', { name: 'Push', exact: true })).toHaveCount(0);
});
