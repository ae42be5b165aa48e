/**
 * Pictures of every view, by day and by night, wide and narrow, of the built app with the real
 * registries and the real nginx:
 *
 *   npm run pictures
 *   npm run pictures -- -g library
 *
 * They go to .chartroom/pictures, which git ignores; `-g README` makes the README's anew.
 * Those of dependencies and provenance need helm, and gpg.
 */
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { compare } from './compare.ts';
import { halves } from './halves.ts';
import { library } from './library.ts';
import { publish } from './publish.ts';
import { pull } from './pull.ts';
import { registries } from './registries.ts';
import { LIGHTS, OUT, SIZES, test } from './stage.ts';

const SCENES = { ...publish, ...pull, ...compare, ...registries, ...library };

for (const [name, scene] of Object.entries(SCENES)) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test.describe(`${name}, ${size}`, () => {
      test.use({ viewport });
      test('by day and by night', async ({ page, stage }) => {
        await scene(page, stage);
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

test.describe('README', () => {
  test.use({ viewport: SIZES.wide });
  for (const [file, scene] of Object.entries({
    'chartroom.png': publish['chosen'],
    'chart-page.png': pull['overview'],
    'values.png': pull['values'],
  })) {
    test(`${file}, half by day and half by night`, async ({ page, stage }) => {
      await scene?.(page, stage);
      await halves(page, join(import.meta.dirname, '../../docs', file));
    });
  }
});
