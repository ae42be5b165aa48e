/**
 * What a person waits for in the tab Rendered beside `helm template`, and whether both write the same
 * bytes: with the defaults, with each of the chart's `ci/*-values.yaml`, and with those of
 * `render/<chart>/`. `RENDER_CHARTS` names folders of charts, separated as in the PATH, whose
 * dependencies lie in `charts/`:
 *
 *   RENDER_CHARTS=charts/kube-prometheus-stack npm run bench:render
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { expect, test, type Page } from 'playwright/test';
import buildApp from '../e2e/build.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { median } from './median.ts';
import { record } from './record.ts';

const AIM = 1.2;
const ROUNDS = 5;
const KEYS = 8;
const MAX_OUTPUT = 100_000_000;
const charts = (process.env['RENDER_CHARTS'] ?? '').split(delimiter).filter(Boolean);
const helm = findPeer('helm4') ?? '';

for (const chart of charts) {
  test(`${basename(chart)} in the page, and by helm template`, async ({ page }) => {
    test.skip(helm === '', 'helm 4 is missing');
    const removeBuild = await buildApp();
    const nginx = await startNginx({ root: process.env['CHARTROOM_DIST'] ?? 'dist' });
    try {
      await page.goto(nginx.url);
      await page.getByLabel('Chart folder').setInputFiles(chart);
      await page
        .getByText(/^No error found|^\d+ errors?/)
        .first()
        .waitFor();
      const times = await timesOf(page, chart);
      report(basename(chart), times);
      const results = await compareAll(page, chart);
      const same = results.filter(({ wrong }) => wrong === 0);
      console.log(`the same bytes as helm: ${same.length} of ${results.length} cases`);
      for (const { name, lines, masked, wrong } of results)
        console.log(`  ${name}: ${lines} lines, ${masked} random, ${wrong} differ`);
      expect(results.filter(({ wrong }) => wrong > 0)).toEqual([]);
    } finally {
      await nginx.stop();
      removeBuild?.();
    }
  });
}

test('a chart to render', () => {
  test.skip(charts.length > 0, 'one is given');
  record({ what: 'rendering beside helm template', missing: 'RENDER_CHARTS names no chart' });
  test.skip(charts.length === 0, 'RENDER_CHARTS names no folder of a chart');
});

interface Times {
  helm: number[];
  /** From the press on the tab, with the code and the worker that come then. */
  first: number;
  /** From a key that is pressed: with the pause for further ones. */
  typed: number[];
  /** From the last of many keys, each of which comes while what the one before wants is rendered. */
  quick: number[];
  /** Of that what the rendering itself took. */
  engine: number[];
}

/** In milliseconds. One after the other, so that whatever slows the machine slows both. */
async function timesOf(page: Page, chart: string): Promise<Times> {
  const times: Times = { helm: [], first: 0, typed: [], quick: [], engine: [] };
  times.first = await page.evaluate(timeOf, { tab: 'Rendered' });
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    helmOutput(chart, []);
    times.helm.push(performance.now() - begun);
    times.typed.push(await page.evaluate(timeOf, { values: `# ${round}\n` }));
    const keys = { values: `# ${round}, quickly\n`, keys: KEYS };
    times.quick.push(await page.evaluate(timeOf, keys));
    const said = await page.getByText(/rendered in [\d,]+ ms$/).textContent();
    times.engine.push(Number(/([\d,]+) ms$/.exec(said ?? '')?.[1]?.replaceAll(',', '')));
  }
  return times;
}

/** In the page: how long after a press or the last of some changes there is a new rendering. */
async function timeOf({
  tab,
  values,
  keys = 1,
}: {
  tab?: string;
  values?: string;
  keys?: number;
}): Promise<number> {
  const gap = 400;
  let begun = performance.now();
  if (tab !== undefined)
    [...document.querySelectorAll<HTMLElement>('[role=tab]')]
      .find(({ textContent }) => textContent.trim() === tab)
      ?.click();
  const box = document.querySelector<HTMLTextAreaElement>('textarea[rows="9"]');
  for (let i = 0; i < keys && values !== undefined && box; i++) {
    if (i > 0) await new Promise((resolve) => setTimeout(resolve, gap));
    begun = performance.now();
    box.value = values + '#'.repeat(i);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return new Promise((resolve) => {
    let hasBegun = false;
    const look = () => {
      const text = document.querySelector('.result')?.textContent ?? '';
      hasBegun ||= text.includes('Rendering …');
      const isDone = hasBegun && !text.includes('Rendering …');
      if (isDone) resolve(performance.now() - begun);
      else requestAnimationFrame(look);
    };
    look();
  });
}

function report(name: string, { helm, first, typed, quick, engine }: Times): void {
  const native = median(helm);
  const beside = { name: 'helm template', value: native };
  const figure = (what: string, value: number, most?: number) =>
    record({
      ...{ what: `rendering ${name}, ${what}`, value, unit: 'ms', beside },
      aim: most === undefined ? undefined : { most },
    });
  figure('when the tab is opened', first);
  figure('after a key', median(typed), AIM);
  figure('the rendering alone', median(engine));
  const line = (what: string, ms: number) =>
    console.log(`  ${what}: ${ms.toFixed(0)} ms, ${(ms / native).toFixed(2)}× helm template`);
  console.log(`\n${name}, medians of ${ROUNDS} rounds (aim ${AIM}×)`);
  line('helm template', native);
  line('the page, when the tab is opened', first);
  line('the page, after a key', median(typed));
  line(`the page, after the last of ${KEYS} keys`, median(quick));
  line('of one the rendering', median(engine));
}

interface Compared {
  name: string;
  lines: number;
  /** Lines in which two runs of helm differ. */
  masked: number;
  wrong: number;
}

async function compareAll(page: Page, chart: string): Promise<Compared[]> {
  const own = join(import.meta.dirname, 'render', basename(chart));
  const files = [
    ...valuesIn(join(chart, 'ci')).filter((path) => path.endsWith('-values.yaml')),
    ...valuesIn(own),
  ];
  const results = [await compared(page, chart, undefined)];
  for (const file of files) results.push(await compared(page, chart, file));
  return results;
}

function valuesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));
}

async function compared(page: Page, chart: string, file: string | undefined): Promise<Compared> {
  const flags = file === undefined ? [] : ['-f', file];
  const [one, two] = [helmOutput(chart, flags), helmOutput(chart, flags)];
  const values = file === undefined ? '# the defaults' : readFileSync(file, 'utf8');
  await page.evaluate(timeOf, { values });
  const ours = await outputOf(page);
  const [first, second, own] = [one, two, ours].map((text) => text.split('\n')) as [
    string[],
    string[],
    string[],
  ];
  const masked = first.filter((line, i) => line !== second[i]).length;
  const wrong = first.filter((line, i) => line === second[i] && line !== own[i]).length;
  const name = file === undefined ? 'defaults' : basename(file);
  const more = first.length === own.length ? 0 : Math.abs(first.length - own.length);
  return { name, lines: first.length, masked, wrong: wrong + more };
}

/** What helm prints, errors too. */
function helmOutput(chart: string, flags: readonly string[]): string {
  try {
    const options = { encoding: 'utf8', maxBuffer: MAX_OUTPUT, stdio: 'pipe' } as const;
    return execFileSync(helm, ['template', chart, ...flags], options);
  } catch (error) {
    return (error as { stderr: string }).stderr
      .replace(/\n\nUse --debug flag to render out invalid YAML\n$/, '')
      .trim();
  }
}

async function outputOf(page: Page): Promise<string> {
  const refused = page.getByRole('alert').locator('pre');
  const button = page.getByRole('button', { name: /^Download .*\.yaml$/ });
  await refused.or(button).first().waitFor();
  if (await refused.isVisible()) return (await refused.textContent())?.trim() ?? '';
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8');
}
