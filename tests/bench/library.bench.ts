/**
 * A library of a gigabyte: how long it takes to open, and what its import and its export hold in
 * memory. `LIBRARY_MB` for another size, `LIBRARY_CHARTS` for another number of charts.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Page } from 'playwright/test';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import { writeLayout } from '../../src/core/layout/write.ts';
import buildApp from '../e2e/build.ts';
import { kept } from '../support/kept-charts.ts';
import { startNginx } from '../support/nginx.ts';
import { median } from './median.ts';
import { heldByBrowser, mostHeld, sum, type Held } from './memory.ts';
import { record } from './record.ts';

const AIM_MS = 300;
const TIMES = 7;
const CHARTS = Number(process.env['LIBRARY_CHARTS'] ?? 10);
const SIZE = Number(process.env['LIBRARY_MB'] ?? 1000) * 1_000_000;

const SUBJECT = `a library of ${SIZE / 1_000_000} MB`;

/** How long it took, and what all processes of the browser held beyond what they hold idle. */
function note(what: string, run: { result: number; most: Held }, idle: Held): void {
  record({ what: `${what} ${SUBJECT}`, value: run.result, unit: 'ms' });
  const value = sum(run.most) - sum(idle);
  record({ what: `memory for ${what} it, above idle`, value, unit: 'MB' });
}

test('a library of a gigabyte', async ({ launchOptions }) => {
  const removeBuild = await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  const nginx = await startNginx({ root: process.env['CHARTROOM_DIST'] ?? 'dist' });
  // What a browser without a profile of its own keeps for a page lies in its memory.
  const browser = await chromium.launchPersistentContext(join(folder, 'profile'), launchOptions);
  try {
    const page = await browser.newPage();
    const file = join(folder, 'library.tar');
    await writeCharts(file);
    await page.goto(`${nginx.url}/#/library`);
    await expect(page.getByText('Nothing is kept yet.')).toBeVisible();
    const idle = heldByBrowser();
    tell('before', idle);

    const importing = await mostHeld(() =>
      timed(async () => {
        await page.getByLabel('Import', { exact: true }).setInputFiles(file);
        const done = page.getByRole('heading', { level: 3 });
        await expect(done).toContainText(`${CHARTS} imported`, { timeout: 600_000 });
      }),
    );
    tell(`import, ${seconds(importing.result)}: at most`, importing.most);

    note('importing', importing, idle);

    const opened: number[] = [];
    for (let i = 0; i < TIMES; i++) opened.push(await openLibrary(page, nginx.url));
    const span = `${Math.min(...opened).toFixed(0)} to ${Math.max(...opened).toFixed(0)}`;
    console.log(`\nopened in ${median(opened).toFixed(0)} ms (${span}; aim ${AIM_MS})`);

    record({
      ...{ what: `opening ${SUBJECT}`, value: median(opened), unit: 'ms', aim: { most: AIM_MS } },
    });

    const exporting = await mostHeld(() =>
      timed(async () => {
        const saved = page.waitForEvent('download', { timeout: 600_000 });
        await page.getByRole('button', { name: 'Export', exact: true }).click();
        await (await saved).path();
      }),
    );
    tell(`export, ${seconds(exporting.result)}: at most`, exporting.most);
    note('exporting', exporting, idle);
  } finally {
    await browser.close();
    await nginx.stop();
    rmSync(folder, { recursive: true });
    removeBuild?.();
  }
});

/** A file of charts that can't be packed any smaller. */
async function writeCharts(file: string): Promise<void> {
  const target = new MemoryTarget();
  const names = Array.from({ length: CHARTS }, (_, i) => `r.example/charts/c${i}:1.0.0`);
  for (const name of names) {
    await kept(target, name, randomBytes(SIZE / CHARTS / 2).toString('hex'));
  }
  const { tar } = await writeLayout(target, names);
  const out = openSync(file, 'w');
  for await (const piece of tar.pieces()) writeSync(out, piece);
  closeSync(out);
}

/** Milliseconds from another page of the app until all charts are listed, in a fresh page. */
async function openLibrary(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/#/registries`);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page.evaluate(
    async (last) => {
      const start = performance.now();
      location.hash = '#/library';
      while (!document.body.innerText.includes(last)) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    },
    `c${CHARTS - 1}`,
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0)} s`;
}

function tell(what: string, held: Held): void {
  const parts = [...held].map(([kind, mb]) => `${kind} ${mb.toFixed(0)} MB`);
  console.log(`\n${what} ${parts.join(', ')}`);
}
