import type { Page } from 'playwright/test';
import { writeChart } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { button, choose, open, push, unused } from './acts.ts';
import type { Scene, Stage } from './stage.ts';

/** A repository with two versions, the newer one under several tags; the older one is ticked. */
async function repository(page: Page, stage: Stage, name: string): Promise<void> {
  const place = unused(page, stage, name);
  const chart = (version: string) =>
    writeChart(stage.folder(), { name: 'buoy', version, extra: `appVersion: "${version}"\n` });
  await stockChart(chart('1.4.1'), [`${place}:1.4.1`]);
  const tags = ['2.0.0', '2.0', 'latest'].map((tag) => `${place}:${tag}`);
  await stockChart(chart('2.0.0'), tags);
  const path = place.slice(stage.registry.host.length + 1);
  const host = encodeURIComponent(stage.registry.host);
  await open(page, stage, `registry/${host}/repository/${encodeURIComponent(path)}`);
  await page.getByLabel('Select latest').waitFor({ state: 'hidden' });
}

export const tags: Record<string, Scene> = {
  async tagsAdded(page, stage) {
    await repository(page, stage, 'added/buoy');
    await page.getByLabel('Select 1.4.1').check();
    await button(page, 'Add tag…').click();
    const form = page.getByRole('form', { name: 'Add tags to 1.4.1' });
    await form.getByRole('textbox').fill('1.4 latest');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await button(page, 'Move 1 tag here').waitFor();
  },

  async tagsToAll(page, stage) {
    await repository(page, stage, 'all/buoy');
    for (const version of ['2.0.0', '1.4.1']) await page.getByLabel(`Select ${version}`).check();
    await button(page, 'Add tags…').click();
    const form = page.getByRole('form', { name: 'Add tags to 2 versions' });
    await form.getByRole('textbox', { name: 'Tags for each' }).fill('v{version} latest');
    await form.getByRole('button', { name: /^Add \d tags$/ }).click();
    await form.getByText('set').first().waitFor();
  },

  async tagsKept(page, stage) {
    await repository(page, stage, 'kept/buoy');
    await page.getByLabel('Select 2.0.0').check();
    await button(page, 'Remove tags…').click();
    const form = page.getByRole('form', { name: 'Remove tags' });
    await form.getByRole('checkbox', { name: 'latest' }).check();
    await button(page, 'Remove 1 tag').click();
    await page.getByRole('alert').waitFor();
  },

  async tagsPushed(page, stage) {
    const place = unused(page, stage, 'moved/buoy');
    await stockChart(writeChart(stage.folder(), { name: 'buoy', version: '1.4.1' }), [
      `${place}:1.4.1`,
      `${place}:latest`,
    ]);
    const chart = writeChart(stage.folder(), { name: 'buoy', version: '1.4.2' });
    await choose(page, stage, chart);
    await page.getByRole('textbox', { name: 'Reference' }).fill(`${place}:1.4.2`);
    await page.getByRole('textbox', { name: 'Further tags' }).fill('1.4 latest');
    await page.getByText('latest moves here from').waitFor();
    await push(page);
    await page.getByRole('list', { name: 'Tags' }).waitFor();
  },

  async hub(page, stage) {
    await repository(page, stage, 'hub/buoy');
    await button(page, 'Artifact Hub metadata').click();
    const form = page.getByRole('form', { name: 'Artifact Hub metadata' });
    await form.getByRole('textbox', { name: 'Repository ID' }).fill('buoys');
    await form.getByRole('textbox', { name: 'Owners' }).fill('Ann Ahoy <ann@example.com>');
  },
};
