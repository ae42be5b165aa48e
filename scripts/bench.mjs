/**
 * `npm run bench`: every bench, one after the other, and one table of what they found. No aim fails
 * it: the table says which are met.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { tableOf, writeTable } from './lib/bench-table.mjs';
import { root } from './lib/paths.mjs';
import { peers } from './lib/peers.mjs';

/** The benches, each with its seconds and its rounds: in all it should be done within 12 minutes. */
const PARTS = {
  'first-use': { seconds: 100, rounds: 3 },
  pack: { seconds: 200, rounds: 2 },
  transfer: { seconds: 200, rounds: 2 },
  growth: { seconds: 100, rounds: 1 },
  'main-thread': { seconds: 40, rounds: 1 },
  lists: { seconds: 30, rounds: 1 },
  render: { seconds: 50, rounds: 1 },
  compare: { seconds: 40, rounds: 1 },
};

/** How much else the machine does, on average over a quarter of an hour. */
const load = loadavg()[2] ?? 0;
const work = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
const figures = join(work, 'figures.jsonl');
const dist = join(work, 'dist');
await build({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
const env = {
  ...process.env,
  BENCH_FIGURES: figures,
  CHARTROOM_DIST: dist,
};
/** @type {string[]} */
const unfinished = [];
for (const [part, { seconds, rounds }] of Object.entries(PARTS)) {
  if (!(await run(part, seconds, rounds))) unfinished.push(part);
}
const found = existsSync(figures) ? readFileSync(figures, 'utf8').trim().split('\n') : [];
rmSync(work, { recursive: true, force: true });
const rows = found.map((line) => JSON.parse(line));
const table = tableOf(rows, { machine: machine(), unfinished });
console.log(`\n${table}`);
await writeTable(table);

/** Runs one bench, and ends it when its time is over; whether it came to its end. */
function run(
  /** @type {string} */ part,
  /** @type {number} */ seconds,
  /** @type {number} */ rounds,
) {
  const cli = join(root, 'node_modules/playwright/cli.js');
  const config = join(root, 'tests/bench/playwright.config.ts');
  const args = [cli, 'test', '-c', config, '--pass-with-no-tests', `/${part}.bench.ts`];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ROUNDS: String(rounds), ...env },
    stdio: 'inherit',
    detached: true,
  });
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGTERM'), seconds * 1000);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** The machine and the programs that the figures are of. */
function machine() {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const browser = line('chromium', '--version') || 'Chromium';
  const versions = [
    `Node ${process.version}`,
    browser,
    ...[peers.helm4, peers.helm3].map(({ version }) => `helm ${version}`),
    `regctl ${peers.regctl.version}`,
    line('nginx', '-v'),
  ];
  const cores = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'})`;
  const parts = [`${cores}, ${gigabytes} GB, ${type()} ${release()}`, ...versions.filter(Boolean)];
  const commit = line('git', 'rev-parse', '--short', 'HEAD');
  const busy =
    load > 1 ? ` The machine was busy: a load of ${load.toFixed(0)} before the run.` : '';
  return `${parts.join(', ')}; ${new Date().toISOString().slice(0, 10)}, at ${commit}.${busy}`;
}

/** What a program says of itself in one line; nothing if it isn't there. */
function line(/** @type {string} */ program, /** @type {string[]} */ ...args) {
  const { stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  return `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n')[0]?.trim() ?? '';
}
