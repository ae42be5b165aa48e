import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'playwright/test';
import buildApp from '../e2e/build.ts';
import { noise, writeChart, writeFiles } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { record } from './record.ts';

/** What a page that stays at 60 frames a second may take at a time. */
const AIM_MS = 16;
const TRACE = ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
/** What the trace calls the browser's own work on what a page has changed, after the page's script. */
const RENDERING = new Set([
  ...['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit'],
]);
/** What the page marks in the trace when the digest of what was packed is on it. */
const PACKED = 'packed';
const FILES = 2_000;
const FILE_SIZE = 49_000;

test("the page's thread while a chart of 100 MB is packed", async ({ page, browser }) => {
  const removeBuild = await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  writeLargest(join(folder, 'large'));
  const nginx = await startNginx({ root: process.env['CHARTROOM_DIST'] ?? 'dist' });
  await page.goto(nginx.url);

  await browser.startTracing(page, { categories: TRACE });
  await page.evaluate(watchFrames);
  await page.evaluate(watchChart, PACKED);
  const start = performance.now();
  await page.getByLabel('Chart folder').setInputFiles(join(folder, 'large'));
  await page.evaluate(() => globalThis.isDrawn);
  const ms = performance.now() - start;
  const gaps = await page.evaluate(() => (globalThis as unknown as { gaps: number[] }).gaps);
  const { packing, drawing, change } = mainThread(await browser.stopTracing());
  await nginx.stop();
  removeBuild?.();
  rmSync(folder, { recursive: true, force: true });

  const size = `${FILES} files, ${((FILES * FILE_SIZE) / 1e6).toFixed(0)} MB`;
  console.log(`\n${size}, chosen and packed in ${(ms / 1000).toFixed(1)} s`);
  console.log(`longest tasks while it is packed, ms: ${longest(packing)} (aim ${AIM_MS})`);
  console.log(`longest tasks when it is drawn, ms: ${longest(drawing)} (aim ${AIM_MS})`);
  console.log(`of one that the browser spends on the files chosen, ours, ms: ${change.toFixed(1)}`);
  const note = (what: string, tasks: Task[]) => {
    const name = 'what the browser lays out and paints in one of them';
    const bound = { name, value: Math.max(...tasks.map(({ rendering }) => rendering)) };
    const value = Math.max(...tasks.map(({ ms }) => ms));
    record({ what, value, unit: 'ms', aim: { most: AIM_MS }, bound });
  };
  note(`the page's longest task while ${size} are packed`, packing);
  note(`the page's longest task when that chart is drawn`, drawing);
  console.log(`longest gaps between frames, ms: ${largest(gaps)}`);
});

function longest(tasks: Task[]): string {
  const times = largest(tasks.map(({ ms }) => ms));
  return `${times}, of which laid out and painted ${largest(tasks.map(({ rendering }) => rendering))}`;
}

function largest(values: number[]): string {
  const sorted = values.sort((a, b) => b - a).slice(0, 5);
  return sorted.map((value) => value.toFixed(1)).join(', ');
}

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

declare global {
  /** Kept once a chart stands on the page, with its form and its files. */
  var isDrawn: Promise<void>;
}

/**
 * The page itself sees what is on it: a search of Playwright's by roles would be a task of its own in
 * the page.
 */
function watchChart(packed: string): void {
  globalThis.isDrawn = new Promise((resolve) => {
    const look = () => {
      const digest = [...document.querySelectorAll('main dd')].some((dd) =>
        /sha256:/.test(dd.textContent),
      );
      if (digest && performance.getEntriesByName(packed).length === 0) performance.mark(packed);
      if (!document.querySelector('main form button') || !document.querySelector('[role=tree]')) {
        return;
      }
      observer.disconnect();
      // With what the browser lays out and paints of it, and with what comes after that.
      setTimeout(resolve, 1000);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  args?: { name?: string; data?: { type?: string } };
}

/** In milliseconds. */
interface Task {
  ms: number;
  /** Of these what the browser took to lay out and paint, unasked by a script. */
  rendering: number;
}

interface MainThread {
  /** Tasks from the choice until the chart was packed. */
  packing: Task[];
  /** Tasks from the one on that draws it. */
  drawing: Task[];
  /** Our handler of the `change` event. */
  change: number;
}

/**
 * How long tasks took on the main threads of pages, in ms; workers have threads of their own. The task
 * in which the browser makes `File`s of what was chosen is its own affair: of that one only our handler
 * of the `change` event counts. What came before was for the page itself.
 */
function mainThread(trace: Buffer): MainThread {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  const packed = traceEvents.find(({ name }) => name === PACKED)?.ts ?? Infinity;
  const events = traceEvents.filter((event) => event.ph === 'X' && main.has(thread(event)));
  const change = events.find(
    ({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'change',
  );
  const tasks = events.filter(
    (event) =>
      event.name === 'RunTask' &&
      event.ts >= (change?.ts ?? 0) &&
      !(change && contains(event, change)),
  );
  const isRendering = ({ name }: TraceEvent) => RENDERING.has(name);
  const parts = events.filter((event) => isRendering(event) || event.name === 'FunctionCall');
  const timed = (task: TraceEvent): Task => {
    const inTask = parts.filter((part) => runsIn(task, part));
    const own = inTask.filter(
      (part) =>
        isRendering(part) && !inTask.some((outer) => outer !== part && contains(outer, part)),
    );
    return {
      ms: milliseconds(task),
      rendering: own.reduce((sum, part) => sum + milliseconds(part), 0),
    };
  };
  const isDrawing = ({ ts, dur = 0 }: TraceEvent) => ts + dur > packed;
  return {
    packing: tasks.filter((task) => !isDrawing(task)).map(timed),
    drawing: tasks.filter(isDrawing).map(timed),
    change: change ? milliseconds(change) : 0,
  };
}

function contains(outer: TraceEvent, inner: TraceEvent): boolean {
  return outer.ts <= inner.ts && inner.ts < outer.ts + (outer.dur ?? 0);
}

/** The same on the same thread. */
function runsIn(task: TraceEvent, script: TraceEvent): boolean {
  return task.pid === script.pid && task.tid === script.tid && contains(task, script);
}

function milliseconds({ dur = 0 }: TraceEvent): number {
  return dur / 1000;
}
