/**
 * Pictures of every view, by day and by night, wide and narrow, of the built app with the real
 * registries and the real nginx:
 *
 *   npm run pictures
 *   npm run pictures -- -g library
 *
 * They go to .chartroom/pictures, which git ignores. `npm run pictures -- -g README` makes those of
 * the README anew; nothing else does. What needs a program that is missing is skipped by name, and
 * nothing is written into a registry that wasn't started for this.
 */
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { hasGpg } from '../support/gpg.ts';
import { isNginxAvailable } from '../support/nginx.ts';
import { notInstalled } from '../support/programs.ts';
import { isHtpasswdAvailable, isRegistryAvailable } from '../support/registry.ts';
import { compare } from './compare.ts';
import { halves } from './halves.ts';
import { library } from './library.ts';
import { helm, publish } from './publish.ts';
import { pull } from './pull.ts';
import { registries } from './registries.ts';
import { rendered } from './rendered.ts';
import { LIGHTS, OUT, SIZES, test } from './stage.ts';
import { tags } from './tags.ts';

const SCENES = { ...publish, ...pull, ...rendered, ...compare, ...registries, ...tags, ...library };

/** Why nothing can be shown here, or not what some scenes show. */
const missing = [
  ...(isNginxAvailable() ? [] : ['nginx']),
  ...(isRegistryAvailable() ? [] : ['docker-registry']),
];
test.skip(missing.length > 0, notInstalled(missing.join(', ')));
const NEEDS: { scenes: RegExp; program: string; isThere: boolean }[] = [
  { scenes: /^provenance|^chartRepository/, program: 'helm', isThere: helm !== undefined },
  { scenes: /^provenance/, program: 'gpg', isThere: hasGpg },
  { scenes: /signIn/i, program: 'htpasswd', isThere: isHtpasswdAvailable() },
];

for (const [name, scene] of Object.entries(SCENES)) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test.describe(`${name}, ${size}`, () => {
      test.use({ viewport });
      const without = NEEDS.find(({ scenes, isThere }) => scenes.test(name) && !isThere);
      test.skip(without !== undefined, notInstalled(without?.program));
      test('by day and by night', async ({ page, stage }) => {
        await scene(page, stage);
        await drawAll(page);
        for (const [light, colorScheme] of Object.entries(LIGHTS)) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({
            path: join(OUT, `${name}-${size}-${light}.png`),
            fullPage: true,
          });
        }
        const across = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(across, 'nothing sticks out at the side').toBeLessThanOrEqual(viewport.width);
      });
    });
  }
}

/**
 * The browser lays out no text that is out of sight; a picture of the whole page would show it as
 * blank.
 */
async function drawAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important }');
    document.adoptedStyleSheets.push(sheet);
  });
}

test.describe('README', () => {
  test.use({ viewport: SIZES.wide });
  for (const [file, scene] of Object.entries({
    'chartroom.png': publish['own'],
    'chart-page.png': pull['overview'],
    'values.png': pull['values'],
    'rendered.png': rendered['renderedTyped'],
  })) {
    test(`${file}, half by day and half by night`, async ({ page, stage }) => {
      await scene?.(page, stage);
      await halves(page, join(import.meta.dirname, '../../docs', file));
    });
  }
});
