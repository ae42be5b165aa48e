import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'playwright/test';
import buildApp from '../e2e/build.ts';
import { noise, writeChart, writeFiles } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';

/** What a page that stays at 60 frames a second may take at a time. */
const AIM_MS = 16;
const FILES = 2_000;
const FILE_SIZE = 49_000;

test("the page's thread while a chart of 100 MB is packed", async ({ page, browser }) => {
  await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  writeLargest(join(folder, 'large'));
  const nginx = await startNginx();
  await page.goto(nginx.url);

  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await page.evaluate(watchFrames);
  const start = performance.now();
  await page.getByLabel('Chart folder').setInputFiles(join(folder, 'large'));
  await page
    .getByRole('button', { name: 'Push', exact: true })
    .and(page.locator(':enabled'))
    .waitFor();
  const ms = performance.now() - start;
  const gaps = await page.evaluate(() => (globalThis as unknown as { gaps: number[] }).gaps);
  const tasks = longestTasks(await browser.stopTracing());
  await nginx.stop();
  rmSync(folder, { recursive: true, force: true });

  const list = (values: number[]) =>
    values
      .sort((a, b) => b - a)
      .slice(0, 5)
      .map((value) => value.toFixed(1))
      .join(', ');
  console.log(
    `\n${FILES} files, ${((FILES * FILE_SIZE) / 1e6).toFixed(0)} MB, chosen and packed in ${(ms / 1000).toFixed(1)} s`,
  );
  console.log(`longest tasks of the main thread, ms: ${list(tasks)} (aim ${AIM_MS})`);
  console.log(`longest gaps between frames, ms: ${list(gaps)}`);
});

/** Half of it deflates well and half of it doesn't, as in charts with archives inside. */
function writeLargest(folder: string): void {
  const files: Record<string, Uint8Array> = {};
  const random = noise(FILE_SIZE, 1);
  for (let i = 0; i < FILES; i++) {
    const text = new TextEncoder().encode(`# ${i}\n`.padEnd(FILE_SIZE, `key${i}: value\n`));
    files[`files/${i % 20}/${i}.dat`] = i % 2 === 0 ? text : random;
  }
  writeFiles(writeChart(folder, { name: 'large' }), files);
}

function watchFrames(): void {
  const gaps: number[] = [];
  Object.assign(globalThis, { gaps });
  let last = performance.now();
  const frame = (now: number) => {
    gaps.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  dur?: number;
  args?: { name?: string };
}

/** How long each task took on the main threads of pages, in ms; workers have threads of their own. */
function longestTasks(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  return traceEvents
    .filter((event) => event.name === 'RunTask' && event.ph === 'X' && main.has(thread(event)))
    .map(({ dur = 0 }) => dur / 1000);
}
