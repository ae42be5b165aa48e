/** How the cost of a chart grows with the number of charts, and that of a file with the files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type Page } from 'playwright/test';
import { startBenchPage } from './bench-page.ts';
import { writeCorpus, type CorpusShape } from './corpus.ts';
import { plot, type Series } from './growth-plot.ts';
import { heldByBrowser } from './memory.ts';
import { record } from './record.ts';

const CHARTS = [1, 10, 100, 1_000];
const FILES = [10, 1_000, 60_000];
const SVG = join(import.meta.dirname, '../../docs/growth.svg');
const KB = 1_000;

test('what a chart costs among many, and a file among many', async ({ page }) => {
  const site = await startBenchPage();
  const byCharts = await measure(page, site.url, CHARTS, (charts) => ({
    ...{ charts, files: 10, size: 4 * KB },
  }));
  const byFiles = await measure(page, site.url, FILES, (files) => ({
    ...{ charts: 1, files, size: KB },
  }));
  await site.stop();
  const series: Series[] = [
    { title: 'time per chart of 10 files, by charts', unit: 'ms', points: byCharts.times },
    { title: 'memory per chart, by charts', unit: 'MB', points: byCharts.memory },
    { title: 'time per file, by files of one chart', unit: 'ms', points: byFiles.times },
    { title: 'memory per file, by files', unit: 'MB', points: byFiles.memory },
  ];
  writeFileSync(SVG, plot(series));
  for (const { title, unit, points } of series) {
    const values = points.map(({ x, y }) => `${x}: ${y.toPrecision(3)} ${unit}`);
    console.log(`${title}: ${values.join(', ')}`);
  }
  // The first of each holds what the start costs: growth is told from the last two.
  for (const [what, { times, memory }] of [
    ['a chart among 1,000 beside one among 100', byCharts],
    ['a file among 60,000 beside one among 1,000', byFiles],
  ] as const) {
    noteGrowth(`packing ${what}`, times, 'ms', 1);
    noteGrowth(`memory for ${what}`, memory, 'kB', 1000);
  }
});

/** What one costs at the last size beside the size before. */
function noteGrowth(
  what: string,
  points: Series['points'],
  unit: 'ms' | 'kB',
  scale: number,
): void {
  const [before, last] = points.slice(-2).map(({ y }) => y * scale);
  if (before === undefined || last === undefined) return;
  const beside = { name: 'the smaller number', value: before };
  record({ what, value: last, unit, beside, aim: { most: 1.2 } });
}

/** Megabytes that pages and their workers hold. */
function held(): number {
  return heldByBrowser().get('renderer') ?? 0;
}

/** Milliseconds and megabytes for each of so many charts or files. */
async function measure(
  page: Page,
  url: string,
  sizes: readonly number[],
  shapeOf: (size: number) => CorpusShape,
): Promise<{ times: Series['points']; memory: Series['points'] }> {
  const times: Series['points'] = [];
  const memory: Series['points'] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'chartroom-growth-'));
    writeCorpus(folder, shapeOf(size));
    await page.goto(url);
    await page.getByLabel('Chart folder').setInputFiles(folder);
    const before = held();
    const { ms } = await page.evaluate(() => bench.pack());
    times.push({ x: size, y: ms / size });
    memory.push({ x: size, y: Math.max(0, held() - before) / size });
    rmSync(folder, { recursive: true, force: true });
  }
  return { times, memory };
}
