import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
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
