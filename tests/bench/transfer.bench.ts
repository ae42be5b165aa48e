/**
 * How long charts take to a registry and back: the page, directly and through nginx, against
 * helm, regctl and a bare PUT. `ROUNDS` says how often. Times are printed, and not asserted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'playwright/test';
import buildApp from '../e2e/build.ts';
import { ROUTES } from '../e2e/site.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry } from '../support/registry.ts';
import { startCountingProxy, type CountingProxy, type Counts } from './transfer/counting-proxy.ts';
import { pageMover } from './transfer/page-mover.ts';
import { programs, type Mover } from './transfer/programs.ts';
import { makeWorkloads, type Workload } from './transfer/workloads.ts';
import { median } from './median.ts';
import { record } from './record.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const helm = findPeer('helm4') ?? findPeer('helm3');

test('push and pull, against helm, regctl and a bare PUT', async ({ page }) => {
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
    const pages = ROUTES.map((route) => pageMover(page, nginx.url, route));
    const movers = [...pages, ...programs(folder)];
    for (const workload of makeWorkloads(folder, helm ?? '')) {
      const rows = await measure(movers, registry.host, workload);
      // A loop sends for each of many what it sends for one.
      const counted = workload.charts.length > 1 ? pages : movers;
      note(workload, rows);
      print(workload, rows, await countAll(counted, counter, workload));
    }
  } finally {
    await nginx.stop();
    await counter.stop();
    await registry.stop();
    removeBuild?.();
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Row {
  name: string;
  push: number;
  pull: number;
}

/** Medians. All of them in each round, so that whatever slows the machine slows all of them. */
async function measure(movers: Mover[], host: string, workload: Workload): Promise<Row[]> {
  const rounds: Row[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rows: Row[] = [];
    for (const [i, mover] of movers.entries()) {
      // A repository that the registry doesn't know yet, so that there is something to send.
      const path = `${host}/bench-${round}/mover-${i}`;
      const push = await mover.push(path, workload);
      rows.push({ name: mover.name, push, pull: await mover.pull(path, workload) });
    }
    rounds.push(rows);
  }
  return movers.map(({ name }, i) => {
    const of = (key: 'push' | 'pull') => median(rounds.map((rows) => rows[i]?.[key] ?? NaN));
    return { name, push: of('push'), pull: of('pull') };
  });
}

/** What the table shows of one workload: the page, directly, beside a bare PUT and helm. */
function note({ title }: Workload, rows: readonly Row[]): void {
  const named = (name: string) => rows.find((row) => row.name.startsWith(name));
  const [page, bare, helm] = [
    named('page, directly'),
    named('bare'),
    named('helm4') ?? named('helm3'),
  ];
  if (!page) return;
  const figure = (what: string, key: 'push' | 'pull', beside: Row | undefined, most: number) =>
    record({
      ...{ what: `${what} ${title}`, value: page[key], unit: 'ms', aim: { most } },
      beside: beside && { name: beside.name, value: beside[key] },
    });
  figure('pushing', 'push', bare, title.endsWith('MB') ? 1.05 : 1.1);
  figure('pushing', 'push', helm, 1);
  figure('opening the page of', 'pull', helm, 1);
  figure('opening the page of', 'pull', bare, 1.1);
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
    counter.take();
    await mover.push(path, workload);
    const push = counter.take();
    await mover.push(path, workload);
    const again = counter.take();
    await mover.pull(path, workload);
    counted.set(mover.name, { push, again, pull: counter.take() });
  }
  return counted;
}

function print({ title }: Workload, rows: Row[], counted: Map<string, Counted>): void {
  const [first] = rows;
  const line = (...cells: string[]) =>
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(22) : cell.padStart(16))).join(''));
  console.log(`\n${title}; medians of ${ROUNDS} rounds, and how many times the first`);
  line('', 'push', 'pull', 'push, requests', 'again', 'pull');
  for (const row of rows) {
    const time = (key: 'push' | 'pull') =>
      `${row[key].toFixed(0)} ms ${(row[key] / (first?.[key] ?? NaN)).toFixed(2)}×`;
    const counts = counted.get(row.name);
    const cells = counts ? [counts.push, counts.again, counts.pull].map(countText) : [];
    line(row.name, time('push'), time('pull'), ...cells);
  }
  console.log('requests + preflights / round trips');
}

function countText({ requests, preflights, roundTrips }: Counts): string {
  const before = preflights > 0 ? `+${preflights}` : '';
  return `${requests - preflights}${before} / ${roundTrips}`;
}
