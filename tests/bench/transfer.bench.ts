/**
 * How long charts take to a registry and back: the page, directly and through nginx, against helm,
 * regctl, a bare PUT, and a page that does nothing but send the same requests. `ROUNDS` says how
 * often. Times are printed, and not asserted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type LaunchOptions } from 'playwright/test';
import buildApp from '../e2e/build.ts';
import { ROUTES } from '../e2e/site.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';
import { barePage } from './transfer/bare-page.ts';
import { startCountingProxy, type CountingProxy, type Counts } from './transfer/counting-proxy.ts';
import { pageMover } from './transfer/page-mover.ts';
import { programs, type Mover } from './transfer/programs.ts';
import { noteMemory, noteRequests, noteTimes, type Row } from './transfer/figures.ts';
import { makeWorkloads, type Workload } from './transfer/workloads.ts';
import { startBenchPage } from './bench-page.ts';
import { median } from './median.ts';
import { heldAboveIdle } from './memory.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const helm = findPeer('helm4') ?? findPeer('helm3');
/** For the table only what it shows is measured. */
const forTable = process.env['BENCH_FIGURES'] !== undefined;

test('push and pull, against helm, regctl and a bare PUT', async ({ page, launchOptions }) => {
  test.skip(!helm, 'helm is not installed');
  const removeBuild = await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  const registry = await startRegistry();
  const counter = await startCountingProxy(registry.host);
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url, [counter.host]: counter.url },
    direct: ['http://localhost:*'],
  });
  try {
    const routes = forTable ? (['direct'] as const) : ROUTES;
    const pages = routes.map((route) => pageMover(page, nginx.url, route));
    const movers = [
      ...pages,
      ...programs(folder, forTable),
      barePage(page, nginx.url, 'archives'),
      barePage(page, nginx.url, 'whole'),
    ];
    const workloads = makeWorkloads(folder, helm ?? '');
    const [direct] = pages;
    const large = workloads.find(({ isLarge }) => isLarge);
    if (large) await measureMemory(launchOptions, nginx.url, registry, large);
    for (const workload of workloads) {
      const rows = await measure(movers, registry.host, workload);
      noteTimes(workload, rows);
      const counted = await countAll(pages, counter, workload);
      print(workload, rows, counted);
      if (direct) noteRequests(workload, counted.get(direct.name));
    }
  } finally {
    await nginx.stop();
    await counter.stop();
    await registry.stop();
    removeBuild?.();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Medians. All of them in each round, so that whatever slows the machine slows all of them. */
async function measure(movers: Mover[], host: string, workload: Workload): Promise<Row[]> {
  const rounds: Row[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rows: Row[] = [];
    for (const [i, { name, ...mover }] of movers.entries()) {
      // A repository that the registry doesn't know yet, so that there is something to send.
      const path = `${host}/bench-${round}/mover-${i}`;
      rows.push({
        name,
        push: await mover.push(path, workload),
        again: await mover.again?.(path, workload),
        pull: await mover.pull?.(path, workload),
        show: await mover.show?.(path, workload),
      });
    }
    rounds.push(rows);
  }
  return movers.map(({ name }, i) => {
    const of = (key: 'push' | 'again' | 'pull' | 'show') => {
      const all = rounds.flatMap((rows) => rows[i]?.[key] ?? []);
      return all.length > 0 ? median(all) : undefined;
    };
    return {
      name,
      push: of('push') ?? NaN,
      again: of('again'),
      pull: of('pull'),
      show: of('show'),
    };
  });
}

/** In runs of their own: to look costs time. Beside it, what a page holds that does the least. */
async function measureMemory(
  launchOptions: LaunchOptions,
  site: string,
  registry: RunningRegistry,
  workload: Workload,
): Promise<void> {
  const bare = await startBenchPage(['http://localhost:*']);
  const held: Record<'app' | 'bare', number[]> = { app: [], bare: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const place = `memory-${round}`;
    const app = await heldAboveIdle(launchOptions, (page) =>
      pageMover(page, site, 'direct').push(`${registry.host}/${place}`, workload),
    );
    held.app.push(app);
    const least = await heldAboveIdle(launchOptions, async (page) => {
      await page.goto(bare.url);
      await page.getByLabel('Chart folder').setInputFiles(workload.folder);
      await page.evaluate((url) => bench.push(url), `${registry.url}/v2/${place}/bare`);
    });
    held.bare.push(least);
  }
  await bare.stop();
  noteMemory(workload, median(held.app), median(held.bare));
}

interface Counted {
  push: Counts;
  again: Counts;
  pull: Counts;
}

/** Requests and round trips, in a run of their own: counting costs time. */
async function countAll(
  movers: Mover[],
  counter: CountingProxy,
  workload: Workload,
): Promise<Map<string, Counted>> {
  const counted = new Map<string, Counted>();
  for (const [i, mover] of movers.entries()) {
    const path = `${counter.host}/counted/mover-${i}`;
    const begun = () => void counter.take();
    await mover.push(path, workload, begun);
    const push = counter.take();
    await mover.push(path, workload, begun);
    const again = counter.take();
    await mover.pull?.(path, workload);
    counted.set(mover.name, { push, again, pull: counter.take() });
  }
  return counted;
}

function print({ title }: Workload, rows: Row[], counted: Map<string, Counted>): void {
  const [first] = rows;
  const line = (...cells: string[]) =>
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(16))).join(''));
  console.log(`\n${title}; medians of ${ROUNDS} rounds, and how many times the first`);
  line('', 'push', 'again', 'pull', 'and show', 'push, requests', 'again', 'pull');
  for (const row of rows) {
    const time = (key: 'push' | 'again' | 'pull' | 'show') => {
      const ms = row[key];
      return ms === undefined
        ? ''
        : `${ms.toFixed(0)} ms ${(ms / (first?.[key] ?? first?.pull ?? NaN)).toFixed(2)}×`;
    };
    const counts = counted.get(row.name);
    const cells = counts ? [counts.push, counts.again, counts.pull].map(countText) : [];
    line(row.name, time('push'), time('again'), time('pull'), time('show'), ...cells);
  }
  console.log('requests + preflights / round trips');
}

function countText({ requests, preflights, roundTrips }: Counts): string {
  const before = preflights > 0 ? `+${preflights}` : '';
  return `${requests - preflights}${before} / ${roundTrips}`;
}
