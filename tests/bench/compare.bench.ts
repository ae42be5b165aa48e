/**
 * How long a comparison takes to open: from the choice of an address in the app until what differs
 * is on the page. `BEFORE` and `AFTER` are folders of charts; two large ones are made if not given.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'playwright/test';
import { compareHref } from '../../src/state/routes.ts';
import buildApp from '../e2e/build.ts';
import { writeFiles, writeLargeChart } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { startRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
import { median } from './median.ts';
import { record } from './record.ts';

const AIM_MS = 1_000;
const TIMES = 7;

test('two large charts beside each other', async ({ page }) => {
  const removeBuild = await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  const registry = await startRegistry();
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url.replace('localhost', '127.0.0.1') },
  });
  try {
    const [before, after] = [`${registry.host}/big:1`, `${registry.host}/big:2`];
    await stockChart(process.env['BEFORE'] ?? writeLargeChart(join(folder, 'one')), [before]);
    await stockChart(process.env['AFTER'] ?? writeNext(join(folder, 'two')), [after]);
    const all: number[] = [];
    let told = '';
    for (let i = 0; i < TIMES; i++) {
      await page.goto(`${nginx.url}/#/library`);
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      const opened = await page.evaluate(
        async (href) => {
          const start = performance.now();
          location.hash = href;
          const found = () => document.querySelector('[aria-label="What differs"]');
          while (!found()?.textContent) await new Promise(requestAnimationFrame);
          return {
            took: performance.now() - start,
            told: found()?.querySelector('p')?.textContent,
          };
        },
        compareHref(before, after),
      );
      all.push(opened.took);
      told = opened.told ?? '';
    }
    record({
      ...{ what: 'comparing two charts of a registry', value: median(all), unit: 'ms' },
      aim: { most: AIM_MS },
    });
    const span = `${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)}`;
    console.log(`\ncompared in ${median(all).toFixed(0)} ms (${span}; aim ${AIM_MS}): ${told}`);
  } finally {
    await nginx.stop();
    await registry.stop();
    rmSync(folder, { recursive: true });
    removeBuild?.();
  }
});

/** The large chart with other values and one template more. */
function writeNext(folder: string): string {
  return writeFiles(writeLargeChart(folder), {
    'values.yaml': 'fathoms: 45\nbuoy:\n  enabled: true\n  lamps: 2\n',
    'templates/next.yaml': 'kind: ConfigMap\n',
  });
}
