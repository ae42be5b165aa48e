/** Every suite of tests, one after the other, and what came of them all. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { setUp } from './requirements.mjs';
import { add, nothing, ofPlaywright, ofVitest, printResults } from './results.mjs';
import { runChecks } from './static-checks.mjs';

/** @typedef {import('./results.mjs').Results} Results */

/** A suite takes three to five minutes on two idle cores; busy machines take several times that. */
const TIMEOUT = 20 * 60_000;

/** Runs them, prints the counts, and returns whether nothing failed. */
export async function runSuites() {
  let results = nothing();
  try {
    heading('Setup');
    await setUp();
    heading('Checks');
    results = add(results, ofChecks(await runChecks()));
    for (const suite of suites()) results = add(results, suite());
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    results = add(results, { ...nothing(), failed: ['setup'] });
  }
  printResults(results);
  return results.failed.length === 0;
}

function* suites() {
  // Unit tests, nginx, interop in Node, faults: everything that vite.config.ts includes.
  yield () =>
    run(
      'Tests in Node',
      'vitest/vitest.mjs',
      (json) => ['run', ...['--reporter=default', '--reporter=json', `--outputFile.json=${json}`]],
      '.chartroom/test/vitest.json',
      ofVitest,
    );
  yield () =>
    run(
      'Tests in the browser',
      'playwright/cli.js',
      () => ['test', ...['-c', 'tests/e2e/playwright.config.ts']],
      'test-results/e2e.json',
      ofPlaywright,
    );
}

/**
 * @param {string} name
 * @param {string} script of node_modules
 * @param {(json: string) => string[]} args
 * @param {string} path where the runner leaves its results
 * @param {(report: any) => Results} read
 */
function run(name, script, args, path, read) {
  heading(name);
  const json = join(root, path);
  rmSync(json, { force: true });
  mkdirSync(dirname(json), { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', script), ...args(json)],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: TIMEOUT },
  );
  const results = existsSync(json) ? read(JSON.parse(readFileSync(json, 'utf8'))) : nothing();
  // A runner that broke down has failed, whatever it counted before.
  if (status !== 0 && results.failed.length === 0) results.failed.push(`${name}: did not finish`);
  return results;
}

/** @returns {Results} */
function ofChecks(/** @type {{ name: string, passed: boolean }[]} */ checks) {
  const failed = checks.filter(({ passed }) => !passed).map(({ name }) => name);
  return { passed: checks.length - failed.length, failed, skipped: [] };
}

function heading(/** @type {string} */ text) {
  console.log(`\n== ${text}`);
}
