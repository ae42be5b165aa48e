import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { test } from 'playwright/test';
import { findPeer } from '../support/peers.ts';
import { startBenchPage } from './bench-page.ts';
import { writeCorpus } from './corpus.ts';
import { median } from './median.ts';
import { record } from './record.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
/** What is packed where `CHART_CORPUS` names no folder: 117 charts, 11,000 files, 131 MB. */
const SHAPE = { charts: 117, files: 96, size: 12_000 };
const LIMIT_CORES = 4;
// Empty is as none: an empty name would be that of the folder one stands in.
const corpus = process.env['CHART_CORPUS'] || undefined;
const helm = findPeer('helm4') ?? findPeer('helm3');

test('packing a folder of charts, against helm and against pako alone', async ({ page }) => {
  const folder = corpus ?? join(mkdtempSync(join(tmpdir(), 'chartroom-corpus-')), 'charts');
  if (!corpus) writeCorpus(folder, SHAPE);
  const site = await startBenchPage();
  const charts = chartsIn(folder);
  const times: Record<'page' | 'read' | 'flow' | 'pako' | 'helm', number[]> = {
    page: [],
    read: [],
    flow: [],
    pako: [],
    helm: [],
  };
  let refused = 0;
  let sizes = { charts: 0, bytes: 0 };
  // One after the other in each round, so that whatever slows the machine slows all of them.
  for (let round = 0; round < ROUNDS; round++) {
    const choose = async () => {
      await page.goto(site.url);
      await page.getByLabel('Chart folder').setInputFiles(folder);
    };
    await choose();
    times.read.push((await page.evaluate(() => bench.read())).ms);
    await choose();
    times.flow.push((await page.evaluate(() => bench.flow())).ms);
    // Once more: what the browser found out about a file it need not ask again.
    await choose();
    const packed = await page.evaluate(() => bench.pack());
    sizes = packed;
    times.page.push(packed.ms);
    times.pako.push((await page.evaluate(() => bench.deflate())).ms);
    if (helm) {
      const loop = packAll(helm, charts);
      times.helm.push(loop.ms);
      refused = loop.refused;
    }
  }
  await site.stop();
  if (!corpus) rmSync(join(folder, '..'), { recursive: true, force: true });

  const ours = median(times.page);
  const versus = (name: string, other: number[], note = '') =>
    other.length > 0 &&
    console.log(
      `${name}: ${seconds(median(other))}, ${(median(other) / ours).toFixed(2)}× ${note}`,
    );
  const megabytes = (sizes.bytes / 1e6).toFixed(0);
  console.log(`\n${sizes.charts} charts, ${megabytes} MB; medians of ${ROUNDS} rounds`);
  console.log(`page: ${seconds(ours)}`);
  versus('helm package, one by one', times.helm, `(${refused} refused)`);
  versus('read by the page and deflated by workers, nothing else', times.flow);
  versus('the files handed over and read, nothing done with them', times.read);
  versus('pako alone, on the bytes in memory', times.pako);
  const what = `packing ${sizes.charts} charts of ${megabytes} MB`;
  const faster = availableParallelism() >= LIMIT_CORES ? 3 : 1.6;
  const figure = { what, value: ours, unit: 'ms' } as const;
  const flow = { name: 'reading and pako at once, nothing else', value: median(times.flow) };
  if (helm) {
    const beside = { name: 'a loop of helm package', value: median(times.helm) };
    record({ ...figure, beside, aim: { timesFaster: faster }, bound: flow });
    if (availableParallelism() < LIMIT_CORES) {
      const missing = `3× a loop of helm package is aimed at with ${LIMIT_CORES} cores, there are ${availableParallelism()}`;
      record({ what: `${what}, with ${LIMIT_CORES} cores or more`, missing });
    }
  }
  record({ ...figure, beside: flow, aim: { most: 1.15 } });
});

/** The outermost charts in a folder. */
function chartsIn(folder: string): string[] {
  if (existsSync(join(folder, 'Chart.yaml'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => chartsIn(join(folder, name)));
}

function packAll(program: string, charts: string[]): { ms: number; refused: number } {
  const out = mkdtempSync(join(tmpdir(), 'chartroom-helm-'));
  let refused = 0;
  const start = performance.now();
  for (const chart of charts) {
    try {
      execFileSync(program, ['package', chart, '-d', out], { stdio: 'ignore' });
    } catch {
      refused++;
    }
  }
  const ms = performance.now() - start;
  rmSync(out, { recursive: true, force: true });
  return { ms, refused };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
