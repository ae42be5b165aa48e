/**
 * Every view in its states, empty, on the way, failed and full, as axe sees it and as people set
 * their browsers: by day and by night, in a narrow window, at 400 %, with larger text, from right to
 * left.
 */
import type { Locator, Page } from 'playwright/test';
import { button, open, stock } from '../pictures/acts.ts';
import { compare } from '../pictures/compare.ts';
import { copyAll, library, planCopy } from '../pictures/library.ts';
import { publish } from '../pictures/publish.ts';
import { pull } from '../pictures/pull.ts';
import { registries } from '../pictures/registries.ts';
import { rendered } from '../pictures/rendered.ts';
import { test, type Scene, type Stage } from '../pictures/stage.ts';
import { LOOKS, violationsOf } from '../support/axe.ts';
import { expect } from './site.ts';

/** Pages are 1280 px wide here; at 400 % that is as much as this in CSS pixels (WCAG 2.2, 1.4.10). */
const ZOOMED = { width: 320, height: 256 };
const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 860 };

test.use({ port: 0, viewport: WIDE });

const after =
  (scene: Scene | undefined, act: (page: Page, stage: Stage) => Promise<unknown>): Scene =>
  async (page, stage) => {
    await scene?.(page, stage);
    await act(page, stage);
  };

const WALKS: Record<string, Record<string, Scene | undefined>> = {
  'a chart that is published': {
    'nothing chosen': publish['empty'],
    'files held over the page': publish['dropping'],
    chosen: publish['chosen'],
    'names that are long': publish['longNames'],
    broken: publish['broken'],
    'dependencies missing': publish['dependenciesMissing'],
    'on its way': publish['pushing'],
  },
  'charts that are published': {
    pushed: publish['pushed'],
    'a tag that holds other content': publish['differs'],
    'read again': publish['readAgain'],
    many: publish['manySummary'],
    'one of many failed': publish['manyOneFailed'],
  },
  'the page of a chart': {
    'none yet': pull['pull'],
    overview: pull['overview'],
    'other versions': after(undefined, async (page) => {
      await page.getByRole('button', { name: /choose another$/ }).click();
      await page.getByRole('region', { name: 'Other versions' }).waitFor();
    }),
    values: after(undefined, async (page) => {
      await page.getByRole('tab', { name: 'Values' }).click();
      await page.getByRole('treeitem', { name: /^replicas/ }).click();
    }),
    'values as a table': after(undefined, async (page) => {
      await page.getByRole('combobox', { name: 'Show' }).selectOption('As a table');
      await page.getByRole('link', { name: 'replicas' }).waitFor();
    }),
    files: after(undefined, async (page) => {
      await page.getByRole('tab', { name: 'Files' }).click();
      await page.getByRole('searchbox', { name: 'Search in files' }).fill('lighthouse');
      await page
        .getByText(/ found, in /)
        .first()
        .waitFor();
    }),
    manifest: after(undefined, async (page) => {
      await page.getByRole('tab', { name: 'Manifest' }).click();
      await page.getByRole('heading', { name: 'In a terminal' }).waitFor();
    }),
    versions: after(undefined, async (page) => {
      await page.getByRole('tab', { name: 'Versions' }).click();
      await button(page, 'Delete…').click();
      await page.getByLabel('Type 1.4.2 to delete it').waitFor();
    }),
    attached: pull['attached'],
    changelog: pull['changelog'],
    'a comparison': compare['compare'],
    'side by side': after(undefined, async (page) => {
      await page.getByLabel('Side by side').check();
      await page.locator('.lines li').first().waitFor();
    }),
    'a side to choose': compare['compareChoosing'],
    'nothing there': pull['nothingThere'],
    'not a chart': pull['notChart'],
    'on its way': pull['pulling'],
  },
  'what a chart renders to': {
    'unfolded, with values': rendered['renderedOpen'],
    found: rendered['renderedFound'],
    refused: rendered['renderedRefused'],
    'differing each time': rendered['renderedDiffers'],
    empty: rendered['renderedEmpty'],
    'called off': rendered['renderedCancelled'],
    'on its way': rendered['renderedRunning'],
  },
  'registries, library and the rest': {
    'no registry known': after(undefined, async (page, stage) => {
      await page.goto(`${stage.url}/#/registries`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }),
    repositories: after(undefined, async (page, stage) => {
      await stock(stage);
      await page.goto(`${stage.url}/#/registry/${encodeURIComponent(stage.registry.host)}`);
      await page.getByRole('link', { name: 'charts/lighthouse' }).waitFor();
    }),
    'a version about to be deleted': registries['deletion'],
    'a sign-in refused': registries['signInRefused'],
    'a check that failed': registries['checkFailed'],
    'nothing kept': library['nothingKept'],
    'a kept chart about to be pushed': library['libraryPush'],
    'a copy that is planned': planCopy,
    copied: copyAll,
    removed: after(undefined, async (page, stage) => {
      await open(page, stage, 'library');
      await button(page, 'Remove').first().click();
      await button(page, 'Undo').waitFor();
    }),
    imported: library['libraryImported'],
    keys: pull['keys'],
    about: pull['about'],
    'an address that leads nowhere': pull['missing'],
  },
};

/** How far the page sticks out of the window at its side, in pixels. */
const sticksOut = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Texts that are cut by the box that they are in, but for those that say so by an ellipsis. */
const cutTexts = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *, header *')]
      .filter((element) => {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
        if (element.matches('input, .unseen, svg *') || textOverflow === 'ellipsis') return false;
        const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
        const isHidden = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
        return (
          (isHidden(overflowX) && scrollWidth > clientWidth + 1) ||
          (isHidden(overflowY) && scrollHeight > clientHeight + 1)
        );
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 200)),
  );

async function look(page: Page, state: string): Promise<void> {
  const root = page.locator('html');
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await violationsOf(page), `${state}, by day`).toEqual([]);
  await root.evaluate((html) => (html.style.fontSize = '200%'));
  expect.soft(await sticksOut(page), `${state}, text at 200 %`).toBe(0);
  await root.evaluate((html) => (html.style.fontSize = ''));

  await page.setViewportSize(ZOOMED);
  expect.soft(await sticksOut(page), `${state}, at 400 %`).toBe(0);
  expect.soft(await cutTexts(page), `${state}, at 400 %`).toEqual([]);
  await root.evaluate((html) => html.setAttribute('dir', 'rtl'));
  expect.soft(await sticksOut(page), `${state}, from right to left`).toBe(0);
  await root.evaluate((html) => html.removeAttribute('dir'));

  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await violationsOf(page, LOOKS), `${state}, narrow and by night`).toEqual([]);
  await page.setViewportSize(WIDE);
}

for (const [name, states] of Object.entries(WALKS)) {
  test(`axe finds nothing, and nothing is lost: ${name}`, async ({ page, stage }) => {
    test.slow();
    for (const [state, scene] of Object.entries(states)) {
      await scene?.(page, stage);
      await look(page, `${name}: ${state}`);
    }
  });
}

test('on paper there is what a page says, folded or not, and no way to other pages', async ({
  page,
  stage,
}) => {
  await pull['values']?.(page, stage);
  await page.getByRole('combobox', { name: 'Unfold' }).waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('tablist')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Keys and display' })).toBeHidden();
  for (const words of ['Delete…', 'Download values.yaml', 'Search values', 'Jump to']) {
    await expect(page.getByText(words, { exact: true })).toBeHidden();
  }
  await expect(page.getByRole('heading', { level: 1, name: 'lighthouse' })).toBeVisible();
  const background = await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  );
  expect(background).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(NARROW);
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByText('About this chart').waitFor();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('The keeper')).toBeVisible();
});

test('in the person’s own colours nothing is told by a background alone', async ({
  page,
  stage,
}) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await page.goto(`${stage.url}/#/chart/${encodeURIComponent(await stock(stage))}/values`);
  await page.getByRole('treeitem', { name: /^replicas/ }).click();
  await page.getByRole('searchbox', { name: 'Search values' }).fill('replicas');
  const found = page.getByRole('treeitem', { name: /^replicas/ });
  const style = (of: Locator, name: string) =>
    of.evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), name);
  expect(await style(found, 'outline-style')).toBe('solid');
  const mark = found.locator('.found');
  expect(await style(mark, 'background-color')).not.toBe(await style(found, 'background-color'));
  expect(await style(page.getByRole('tab', { selected: true }), 'text-decoration-line')).toBe(
    'underline',
  );
  // The neatline is drawn out of backgrounds: in the colour of the person's text.
  const text = await style(page.locator('body'), 'color');
  expect(await style(page.locator('.neatline'), 'border-top-color')).toBe(text);
  expect(await style(page.locator('.neatline'), 'background-image')).toContain(text);
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  expect(await style(focused, 'outline-style')).not.toBe('none');
});
