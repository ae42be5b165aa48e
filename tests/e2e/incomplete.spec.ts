import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
import { chooseFolder, expect, manifestOf, test } from './site.ts';

/** A line of Chart.yaml that declares a chart in the folder beside. */
const needs = (name: string) =>
  `dependencies: [{name: ${name}, version: 1.x, repository: "file://../${name}"}]\n`;

test('charts without their dependencies are kept back, and completed all at once', async ({
  page,
  site,
  folder,
}) => {
  writeChart(join(folder, 'anchor'), { name: 'anchor', extra: needs('lib') });
  writeChart(join(folder, 'beacon'), { name: 'beacon', extra: needs('gone') });
  writeChart(join(folder, 'lib'), { name: 'lib' });
  const registryPath = `${site.registry.host}/incomplete`;
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await page.getByRole('textbox', { name: 'Registry and path' }).fill(registryPath);
  const notice = page.getByRole('region', { name: '2 incomplete charts' });
  await expect(notice).toContainText('anchor');
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  await expect(row('anchor')).toContainText('1 error');
  await expect(row('anchor')).toContainText('Held back: charts/ lacks lib');

  await page.getByRole('button', { name: 'Push all' }).click();
  const status = page.getByRole('status').first();
  await expect(status).toContainText('3 charts, 1 pushed, 2 held back');
  await expect(manifestOf(`${registryPath}/anchor:1.0.0`)).rejects.toThrow('404');

  await page.getByRole('button', { name: 'Fetch what all of them lack' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: '1 of 2 charts completed' }),
  ).toBeVisible();
  await expect(row('anchor')).not.toContainText('Held back');
  await expect(row('beacon')).toContainText(
    'Not all of it could be fetched; it is said below why.',
  );
  await row('beacon').locator('summary').click();
  await expect(row('beacon')).toContainText('There is no chart at file://../gone');

  await page.getByRole('button', { name: 'Push all' }).click();
  await expect(status).toContainText('3 charts, 2 pushed, 1 held back');
  await row('beacon').getByRole('button', { name: 'Push this one' }).click();
  const asking = row('beacon').getByRole('alert').filter({ hasText: 'The checks found 1 error' });
  await expect(asking).toBeVisible();
  // What is missing is fetched where the details of the row say how that goes.
  await row('beacon').locator('summary').first().click();
  await asking.getByRole('button', { name: 'Fetch missing dependencies' }).click();
  const dependencies = row('beacon').getByRole('region', { name: 'Dependencies' });
  await expect(dependencies.getByRole('button', { name: 'Fetch missing' })).toBeFocused();
  await expect(dependencies).toContainText('There is no chart at file://../gone');
  await row('beacon').getByRole('button', { name: 'Push anyway' }).click();
  await expect(status).toContainText('3 pushed');
  await expect(manifestOf(`${registryPath}/beacon:1.0.0`)).resolves.toBeDefined();
});

test('what is said where no error is found, and how many findings there are of each kind', async ({
  page,
  site,
  folder,
}) => {
  const chart = writeChart(join(folder, 'sample'), { name: 'sample', extra: 'unknown: 1\n' });
  rmSync(join(chart, 'values.yaml'), { force: true });
  await page.goto(site.url);
  await chooseFolder(page, chart);
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText(
    'No error found, with templates rendered by the chart’s own values. Not checked: other values, links in a folder.',
  );
  await expect(findings.getByText(/^1 warning, \d hints?$/)).toBeVisible();
});
