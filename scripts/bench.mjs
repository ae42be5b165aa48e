/**
 * `npm run bench`: every bench, one after the other, and one table of what they found. No aim fails
 * it: the table says which are met. `npm run bench pack lists`: some of them, and their table.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { tableOf, writeTable } from './lib/bench-table.mjs';
import { root } from './lib/paths.mjs';
import { peers } from './lib/peers.mjs';

/**
 * The benches, each with its rounds, and with the seconds after which it is ended: about four times
 * what it takes on a quiet machine, and less than 40 minutes in all.
 */
const PARTS = {
  'first-use': { seconds: 300, rounds: 3 },
  pack: { seconds: 400, rounds: 2 },
  transfer: { seconds: 600, rounds: 2 },
  growth: { seconds: 240, rounds: 1 },
  'main-thread': { seconds: 100, rounds: 1 },
  lists: { seconds: 100, rounds: 1 },
  library: { seconds: 360, rounds: 1 },
  render: { seconds: 160, rounds: 1 },
  compare: { seconds: 100, rounds: 1 },
};

/** The parts that the command line names; otherwise all of them. */
const wanted = process.argv.slice(2);
/** How much else the machine does, on average over a quarter of an hour. */
const load = loadavg()[2] ?? 0;
const newMemory = timeOfNewMemory();
const work = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
const figures = join(work, 'figures.jsonl');
const dist = join(work, 'dist');
await build({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
const env = {
  ...process.env,
  BENCH_FIGURES: figures,
  CHARTROOM_DIST: dist,
};
/** @type {import('./lib/bench-table.mjs').Unfinished[]} */
const unfinished = [];
for (const [part, { seconds, rounds }] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(part)) continue;
  const why = await run(part, seconds, rounds);
  if (why) unfinished.push({ part, why });
}
const found = existsSync(figures) ? readFileSync(figures, 'utf8').split('\n').filter(Boolean) : [];
rmSync(work, { recursive: true, force: true });
const rows = found.map((line) => JSON.parse(line));
const table = tableOf(rows, { machine: machine(), unfinished });
console.log(`\n${table}`);
// A table of some parts only isn't the documents' one.
if (wanted.length === 0) await writeTable(table);

/**
 * Runs one bench, and ends it when its time is over. Why it didn't come to its end, if it didn't; what
 * it has found until then counts.
 *
 * @returns {Promise<string | undefined>}
 */
function run(
  /** @type {string} */ part,
  /** @type {number} */ seconds,
  /** @type {number} */ rounds,
) {
  const cli = join(root, 'node_modules/playwright/cli.js');
  const config = join(root, 'tests/bench/playwright.config.ts');
  const child = spawn(process.execPath, [cli, 'test', '-c', config, `/${part}.bench.ts`], {
    cwd: root,
    env: { ROUNDS: String(rounds), ...env },
    stdio: 'inherit',
    detached: true,
  });
  let late = false;
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    late = true;
    process.kill(-(child.pid ?? 0), signal);
  };
  const timers = [
    setTimeout(() => end('SIGTERM'), seconds * 1000),
    // One that doesn't end by itself must not hold up the others.
    setTimeout(() => end('SIGKILL'), (seconds + 10) * 1000),
  ];
  return new Promise((resolve) => {
    child.on('close', (code) => {
      timers.forEach(clearTimeout);
      if (late) resolve(`ended after ${seconds} seconds`);
      else resolve(code === 0 ? undefined : 'which failed');
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
    line('nginx', '-v'),
  ];
  const memory = `${(newMemory / 1000).toFixed(1)} s for a new gigabyte of memory`;
  const cores = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'})`;
  const parts = [
    `${cores}, ${gigabytes} GB (${memory}), ${type()} ${release()}`,
    ...versions.filter(Boolean),
  ];
  const commit = line('git', 'rev-parse', '--short', 'HEAD');
  const busy =
    load > 1 ? ` The machine was busy: a load of ${load.toFixed(0)} before the run.` : '';
  return `${parts.join(', ')}; ${new Date().toISOString().slice(0, 10)}, at ${commit}.${busy}`;
}

/**
 * How long the machine takes to give a program a gigabyte that it writes to, in ms. In a virtual
 * machine that shares its memory that can be most of what starting a program or a page takes.
 */
function timeOfNewMemory() {
  const start = performance.now();
  for (let i = 0; i < 10; i++) Buffer.alloc(1e8, 1);
  return performance.now() - start;
}

/** What a program says of itself in one line; nothing if it isn't there. */
function line(/** @type {string} */ program, /** @type {string[]} */ ...args) {
  const { stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  return `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n')[0]?.trim() ?? '';
}
