/**
 * What a person waits for who comes for the first time: the first chart, and a chart's page by its
 * link. `BEFORE` names another build's folder, which is measured beside this one in every round.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type Browser, type Page } from 'playwright/test';
import buildApp from '../e2e/build.ts';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
import { startBenchPage } from './bench-page.ts';
import { processorTime } from './browser-processes.ts';
import { lastByte, writeBareBuild } from './first-use/bare-build.ts';
import { chooseAnew, timesWith, watchTimes, type PageTimes } from './first-use/page-clock.ts';
import { median } from './median.ts';
import { record } from './record.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
/** A slow phone's network and processor, as Lighthouse has them. */
const SLOW = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const SLOWER_CPU = 4;
const FILES = 152;
/** Until a page that has loaded has also drawn and fetched all that it does ahead; in milliseconds. */
const SETTLED = 1000;

const LATER = 'first chart, a second after loading';
const START = 'processor time in the second after loading';

const AIMS: Record<string, number> = {
  'first chart': 80,
  [LATER]: 80,
  'of 152 files': 150,
  'slow network: first chart': 800,
  'slow network: chart page': 1500,
  'slow network: first paint': 600,
  'slow network: largest paint': 900,
  'slow network: blocking': 30,
};

test('the first chart, and the first page of a chart', async ({ browser }) => {
  const removeBuild = await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  const large = writeChart(join(folder, 'many'), { name: 'many', files: templates(FILES - 3) });
  const registry = await startRegistry();
  const reference = `${registry.host}/first/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  const builds = { now: process.env['CHARTROOM_DIST'] ?? 'dist', before: process.env['BEFORE'] };
  const sites = await Promise.all(
    Object.entries(builds).flatMap(([name, root]) =>
      root ? [startSite(name, root, registry.host, registry.url)] : [],
    ),
  );
  const bare = await startSite(
    'bare',
    writeBareBuild(builds.now, join(folder, 'bare')),
    registry.host,
    registry.url,
  );
  const least = await startBenchPage();
  const times = new Map<string, number[]>();
  const keep = (what: string, build: string, ms: number) => {
    const key = `${build}: ${what}`;
    times.set(key, [...(times.get(key) ?? []), ms]);
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, url } of sites) {
      const put = (what: string, ms: number) => keep(what, name, ms);
      await chooseFirst(browser, url, MYCHART, (what, ms) => put(`${what} chart`, ms));
      await chooseFirst(browser, url, large, (what, ms) =>
        put(what === 'first' ? `of ${FILES} files` : `${what} of ${FILES} files`, ms),
      );
      put(LATER, await chooseLater(browser, url));
      put(START, await timeOfStart(browser, url));
      await onSlowNetwork(browser, url, reference, put);
    }
    keep(START, 'bare', await timeOfStart(browser, `${bare.url}/nothing-here`));
    await bareOnSlowNetwork(browser, bare.url, reference, (what, ms) => keep(what, 'bare', ms));
    const leastOf = (options: { isSlow?: boolean; isSettled?: boolean }) =>
      leastForFirst(browser, least.url, MYCHART, options);
    keep('slow network: first chart', 'least', await leastOf({ isSlow: true }));
    keep(LATER, 'least', await leastOf({ isSettled: true }));
    const helm = findPeer('helm4') ?? findPeer('helm3');
    for (const [what, chart] of [
      ['first chart', MYCHART],
      [`of ${FILES} files`, large],
    ] as const) {
      keep(what, 'least', await leastForFirst(browser, least.url, chart));
      if (helm) {
        keep(
          what,
          'helm',
          timed(() => execFileSync(helm, ['package', chart, '-d', folder])),
        );
      }
    }
  }
  for (const { stop } of [...sites, bare, least]) await stop();
  await registry.stop();
  removeBuild?.();
  rmSync(folder, { recursive: true, force: true });
  print(times);
});

async function startSite(name: string, root: string, host: string, url: string) {
  const nginx = await startNginx({
    root,
    registries: { [host]: url.replace('localhost', '127.0.0.1') },
  });
  return { name, ...nginx };
}

/** Chooses a chart as soon as the page has loaded, and once more. */
async function chooseFirst(
  browser: Browser,
  url: string,
  chart: string,
  put: (what: string, ms: number) => void,
): Promise<void> {
  const page = await browser.newPage();
  await watchTimes(page);
  await page.goto(url);
  for (const what of ['first', 'second']) {
    await page.getByLabel('Chart folder').setInputFiles(chart);
    put(what, (await timesWith(page, 'digest')).chosen);
    await chooseAnew(page);
  }
  await page.close();
}

/** Milliseconds until a chart stands that is chosen once the page has nothing more to do. */
async function chooseLater(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  await watchTimes(page);
  await page.goto(url);
  await page.waitForTimeout(SETTLED);
  await page.getByLabel('Chart folder').setInputFiles(MYCHART);
  const { chosen } = await timesWith(page, 'digest');
  await page.close();
  return chosen;
}

/** The processor time that a page takes in the second after it has loaded, its browser included. */
async function timeOfStart(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(url);
  const before = processorTime();
  await page.waitForTimeout(SETTLED);
  const taken = processorTime() - before;
  await page.close();
  return taken;
}

/** Milliseconds until a bare page has read, deflated and hashed what is chosen first. */
async function leastForFirst(
  browser: Browser,
  url: string,
  chart: string,
  { isSlow = false, isSettled = false } = {},
): Promise<number> {
  const page = await browser.newPage();
  if (isSlow) await slowDown(page);
  // It has a worker start as it begins, as the app does.
  await page.goto(`${url}#first`);
  if (isSettled) await page.waitForTimeout(SETTLED);
  await page.getByLabel('Chart folder').setInputFiles(chart);
  const ms = await page.evaluate(() => bench.first());
  await page.close();
  return ms;
}

/** The same on a slow network, and a chart's page by its link. */
async function onSlowNetwork(
  browser: Browser,
  url: string,
  reference: string,
  put: (what: string, ms: number) => void,
): Promise<void> {
  const chart = await slowly(browser, async (page) => {
    await page.goto(url, { waitUntil: 'commit' });
    await page.getByLabel('Chart folder').setInputFiles(MYCHART);
    return timesWith(page, 'digest');
  });
  put('slow network: first chart', chart.chosen);
  put('slow network: first chart, from the address', chart.digest);
  put('slow network: first paint', chart.fcp);
  const idle = await slowly(browser, async (page) => {
    await page.goto(url);
    await page.waitForTimeout(1500);
    return timesWith(page, 'lcp');
  });
  put('slow network: largest paint', idle.lcp);
  put('slow network: blocking', idle.blocking);
  const linked = await slowly(browser, async (page) => {
    await page.goto(`${url}#/chart/${reference}`, { waitUntil: 'commit' });
    return timesWith(page, 'tabs');
  });
  put('slow network: chart page', linked.tabs);
}

/** The same bytes on the same network, without anything that is run. */
async function bareOnSlowNetwork(
  browser: Browser,
  url: string,
  reference: string,
  put: (what: string, ms: number) => void,
): Promise<void> {
  const first = await slowly(browser, async (page) => {
    await page.goto(url);
    await lastByte(page);
    return timesWith(page, 'lcp');
  });
  put('slow network: first paint', first.fcp);
  put('slow network: largest paint', first.lcp);
  put('slow network: blocking', first.blocking);
  let last = 0;
  await slowly(browser, async (page) => {
    await page.goto(`${url}#/chart/${reference}`);
    last = await lastByte(page);
    return timesWith(page, 'fcp');
  });
  put('slow network: chart page', last);
}

async function slowly(
  browser: Browser,
  use: (page: Page) => Promise<PageTimes>,
): Promise<PageTimes> {
  // A service worker would fetch every file there is while the page is measured.
  const page = await browser.newPage({ serviceWorkers: 'block' });
  await watchTimes(page);
  await slowDown(page);
  const times = await use(page);
  await page.close();
  return times;
}

/** Gives a page the network and the processor of a slow phone. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, ...SLOW });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU });
}

function print(times: ReadonlyMap<string, number[]>): void {
  console.log(`\nmedians of ${ROUNDS} rounds, ms (from lowest to highest)`);
  for (const [what, all] of times) {
    const span = `${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)}`;
    const aim = AIMS[what.replace(/^now: /, '')];
    const beside = times.get(what.replace(/^now: /, 'before: '));
    const ratio =
      beside && beside !== all ? `, ${(median(all) / median(beside)).toFixed(2)}× before` : '';
    if (what === `now: ${START}`) noteStart(median(all), times);
    if (what.startsWith('now: ') && aim) note(what.slice('now: '.length), median(all), aim, times);
    console.log(
      `${what.padEnd(55)}${median(all).toFixed(0).padStart(6)} (${span})${aim ? `, aim ${aim}` : ''}${ratio}`,
    );
  }
}

/** What a page that has just loaded is still busy with, whatever is chosen: its browser’s part and ours. */
function noteStart(value: number, times: ReadonlyMap<string, number[]>): void {
  const all = times.get(`bare: ${START}`);
  if (!all) return;
  const beside = { name: 'a page of a few words', value: median(all) };
  record({ what: `first use, ${START}`, value, unit: 'ms', beside });
}

/** What the table shows of it, beside `helm package` where that does the same. */
function note(
  what: string,
  value: number,
  aim: number,
  times: ReadonlyMap<string, number[]>,
): void {
  const helm = times.get(`helm: ${what}`);
  // The aim is of time, whatever helm takes.
  const bound = [
    { name: 'the same bytes, nothing run', all: times.get(`bare: ${what}`) },
    { name: 'read, deflated and hashed by a bare page', all: times.get(`least: ${what}`) },
  ].flatMap(({ name, all }) => (all ? [{ name, value: median(all) }] : []))[0];
  record({ what: `first use, ${what}`, value, unit: 'ms', aim: { most: aim }, bound });
  if (helm) {
    const beside = { name: 'helm package', value: median(helm) };
    record({ what: `first use, ${what}`, value, unit: 'ms', beside });
  }
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function templates(count: number): Record<string, string> {
  const text = (i: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: buoy-${i}\ndata:\n` +
    Array.from({ length: 20 }, (_, key) => `  key-${key}: "buoy ${i * key}"\n`).join('');
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`templates/buoy-${i}.yaml`, text(i)]),
  );
}
