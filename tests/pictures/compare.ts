import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { writeFiles } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { stock, tag, unused } from './acts.ts';
import { documented } from './charts.ts';
import type { Scene, Stage } from './stage.ts';

/** The chart with a README, a version later. */
function later(folder: string): string {
  const chart = documented(folder);
  const about = join(chart, 'Chart.yaml');
  writeFileSync(about, readFileSync(about, 'utf8').replace('version: 1.4.2', 'version: 2.0.0'));
  return writeFiles(chart, LATER);
}

const LATER = {
  'values.yaml': [
    '# -- How many keepers stand watch',
    'replicas: 3',
    'image:',
    '  repository: docker.io/library/nginx',
    '  tag: "1.29"',
    'light:',
    '  # -- Seconds between two flashes, as the chart has them',
    '  period: 12',
    '',
  ].join('\n'),
  'templates/service.yaml': 'kind: Service\nspec:\n  ports: [{ port: {{ .Values.port }} }]\n',
};

/** Both versions in a registry, and the address of their comparison. */
async function compared(page: Page, stage: Stage, query = ''): Promise<void> {
  const before = await stock(stage);
  const after = `${unused(page, stage, 'compared')}:2.0.0`;
  await stockChart(later(stage.folder()), [after]);
  const sides = [before, after].map(encodeURIComponent).join('/');
  await page.goto(`${stage.url}/#/compare/${sides}${query}`);
  await page.getByRole('region', { name: 'What differs', exact: true }).waitFor();
  await page
    .getByRole('group', { name: /^Lines of/ })
    .or(page.locator('.lines li'))
    .first()
    .waitFor();
}

export const compare: Record<string, Scene> = {
  compare: (page, stage) => compared(page, stage),
  compareSplit: (page, stage) => compared(page, stage, '?view=split&file=values.yaml'),
  async compareChoosing(page, stage) {
    const reference = await stock(stage);
    await tag(reference, ['stable']);
    await page.goto(`${stage.url}/#/compare//${encodeURIComponent(reference)}`);
    await page.getByRole('region', { name: 'Other versions' }).waitFor();
    await page.getByText('lighthouse', { exact: true }).waitFor();
  },
};
