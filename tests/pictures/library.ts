import type { Page } from 'playwright/test';
import { MYCHART, writeChart } from '../support/charts.ts';
import { button, choose, open } from './acts.ts';
import { documented, longNamed } from './charts.ts';
import type { Scene, Stage } from './stage.ts';

async function keepThree(page: Page, stage: Stage): Promise<void> {
  for (const folder of [MYCHART, longNamed(stage.folder()), documented(stage.folder())]) {
    await choose(page, stage, folder);
    await button(page, 'Keep in this browser').click();
    await page.getByText(/^Kept in this browser/).waitFor();
  }
  await open(page, stage, 'library');
  await button(page, 'Remove').first().waitFor();
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
      await page.getByText(/^Kept in this browser/).waitFor();
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

  async libraryUndo(page, stage) {
    await keepThree(page, stage);
    await button(page, 'Remove').first().click();
    await button(page, 'Undo').waitFor();
  },
};
