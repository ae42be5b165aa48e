import type { Page } from 'playwright/test';
import { MYCHART, writeChart } from '../support/charts.ts';
import { sampleLayout } from '../support/layouts.ts';
import { button, choose, open, unused } from './acts.ts';
import { documented, longNamed } from './charts.ts';
import type { Scene, Stage } from './stage.ts';

async function keepThree(page: Page, stage: Stage): Promise<void> {
  for (const folder of [MYCHART, longNamed(stage.folder()), documented(stage.folder())]) {
    await choose(page, stage, folder);
    await button(page, 'Keep in this browser').click();
    await page.getByRole('status').filter({ hasText: 'Kept in this browser' }).waitFor();
  }
  await open(page, stage, 'library');
  await button(page, 'Remove').first().waitFor();
}

/** Says where all that is kept is to go. */
export async function planCopy(page: Page, stage: Stage): Promise<void> {
  await open(page, stage, 'library');
  await page.getByRole('link', { name: 'Copy to…' }).first().click();
  await page.getByLabel('Destination').fill(unused(page, stage, 'moved'));
  await page.getByRole('list', { name: 'What goes where' }).waitFor();
}

/** Copies what is planned. */
export async function copyAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Copy \d+ charts$/ }).click();
  await page.getByRole('heading', { level: 2, name: /copied|already/ }).waitFor();
}

export const library: Record<string, Scene> = {
  async nothingKept(page, stage) {
    await open(page, stage, 'library');
    await page.getByText('Nothing is kept').waitFor();
  },

  library: keepThree,

  async libraryVersions(page, stage) {
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
      await choose(page, stage, writeChart(stage.folder(), { name: 'mychart', version }));
      await page.getByRole('textbox', { name: 'Reference' }).fill(`r.example/mychart:${version}`);
      await button(page, 'Keep in this browser').click();
      await page
        .getByRole('main')
        .getByText(/^Kept in this browser/)
        .waitFor();
    }
    await keepThree(page, stage);
    await page.getByRole('button', { name: 'more versions' }).click();
    await page.getByRole('checkbox', { name: 'Tick r.example/mychart:1.1.0' }).check();
    await page.getByRole('checkbox', { name: 'Tick r.example/mychart:1.0.0' }).check();
    await page.evaluate(() => scrollTo(0, 0));
  },

  async libraryPush(page, stage) {
    await keepThree(page, stage);
    await button(page, 'Push…').first().click();
    await page.getByRole('textbox', { name: 'Reference' }).waitFor();
  },

  async libraryTicked(page, stage) {
    await keepThree(page, stage);
    await page.getByRole('checkbox').first().check();
  },

  async libraryImported(page, stage) {
    await open(page, stage, 'library');
    const names = ['r.example/charts/one:1.0.0', 'r.example/charts/two:2.1.0'];
    for (const seed of ['', 'other ']) {
      const { tar } = await sampleLayout(names, { seed });
      const file = { name: 'charts.tar', mimeType: 'application/x-tar', buffer: tar };
      await page.getByLabel('Import', { exact: true }).setInputFiles(file);
      await page
        .getByText(seed ? /2 not replaced/ : /2 imported/)
        .first()
        .waitFor();
    }
  },

  async libraryNotImported(page, stage) {
    await open(page, stage, 'library');
    const { tar } = await sampleLayout(['r.example/charts/one:1.0.0']);
    const file = {
      name: 'cut-off.tar',
      mimeType: 'application/x-tar',
      buffer: tar.subarray(0, 1300),
    };
    await page.getByLabel('Import', { exact: true }).setInputFiles(file);
    await page.getByRole('alert').waitFor();
  },

  async copyFailed(page, stage) {
    await open(page, stage, 'library');
    const names = ['r.example/charts/one:1.0.0', 'r.example/charts/two:2.1.0'];
    const { tar } = await sampleLayout(names);
    const file = { name: 'charts.tar', mimeType: 'application/x-tar', buffer: tar };
    await page.getByLabel('Import', { exact: true }).setInputFiles(file);
    await page
      .getByText(/2 imported/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Copy to…' }).first().click();
    await page.getByRole('textbox', { name: 'Destination' }).fill('localhost:1/charts');
    await page.getByRole('button', { name: /^Copy \d+ charts$/ }).click();
    await page.getByRole('heading', { level: 2, name: /failed/ }).waitFor();
  },

  copyPlanned: (page, stage) => keepThree(page, stage).then(() => planCopy(page, stage)),

  async copied(page, stage) {
    await keepThree(page, stage);
    await planCopy(page, stage);
    await copyAll(page);
  },

  async libraryUndo(page, stage) {
    await keepThree(page, stage);
    await button(page, 'Remove').first().click();
    await button(page, 'Undo').waitFor();
  },
};
