import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { test } from 'playwright/test';
import { build } from 'vite';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { median } from './median.ts';

const ROUNDS = 5;
const corpus = process.env['CHART_CORPUS'];
const helm = findPeer('helm4') ?? findPeer('helm3');

test('packing a folder of charts, against helm and against pako alone', async ({ page }) => {
  test.skip(!corpus, 'CHART_CORPUS names no folder of charts');
  const folder = corpus ?? '';
  const outDir = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  const root = join(import.meta.dirname, 'page');
  const configFile = join(import.meta.dirname, '../../vite.config.ts');
  await build({ configFile, root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const nginx = await startNginx({ root: outDir });
  const charts = chartsIn(folder);
  const times: Record<'page' | 'read' | 'pako' | 'helm', number[]> = {
    page: [],
    read: [],
    pako: [],
    helm: [],
  };
  let refused = 0;
  let sizes = { charts: 0, bytes: 0 };
  // One after the other in each round, so that whatever slows the machine slows all of them.
  for (let round = 0; round < ROUNDS; round++) {
    const choose = async () => {
      await page.goto(nginx.url);
      await page.getByLabel('Chart folder').setInputFiles(folder);
    };
    await choose();
    times.read.push((await page.evaluate(() => bench.read())).ms);
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
  await nginx.stop();
  rmSync(outDir, { recursive: true, force: true });

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
  versus('the files handed over and read, nothing done with them', times.read);
  versus('pako alone, on the bytes in memory', times.pako);
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
