/** Runs every suite of tests, one after the other, and adds up their results. */
import { join } from 'node:path';
import { state } from '../lib/paths.mjs';
import { findNewerNode, isNewerNode, NEWER_NODE } from './newer-node.mjs';
import { setUp } from './requirements.mjs';
import { add, nothing, ofPlaywright, printResults } from './results.mjs';
import { runChecks } from './static-checks.mjs';
import { heading, RUNNER_TIMEOUT, runScript, runSuite, vitest } from './suite.mjs';

/**
 * @typedef {import('./results.mjs').Results} Results
 * @typedef {import('./suite.mjs').Suite} Suite
 */

/** Runs them, prints the counts, and returns whether nothing failed. */
export async function runSuites() {
  let results = nothing();
  try {
    heading('Setup');
    await setUp();
    heading('Checks');
    results = add(results, ofChecks(await runChecks()));
    results = add(results, runSuite(inNode()));
    results = add(results, runSuite(inTheBrowser()));
    results = add(results, runSuite(attacks()));
    results = add(results, runSuite(soak()));
    if (!isNewerNode()) results = add(results, runInNewerNode());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    results = add(results, { ...nothing(), failed: [{ name: 'setup', reason }] });
  }
  printResults(results);
  return results.failed.length === 0;
}

/** Unit tests, nginx, interop in Node, faults: everything that vite.config.ts includes. */
function inNode() {
  return vitest('Tests in Node', '.chartroom/test/vitest.json', []);
}

/** @returns {Suite} */
function inTheBrowser() {
  return withPlaywright('Tests in the browser', 'e2e');
}

/**
 * What would freeze the page or fill its memory; `npm run test:attacks` tries all of it.
 * @returns {Suite}
 */
function attacks() {
  return withPlaywright('Attacks on the page, a short part', 'attacks', ['--grep', '@short']);
}

/**
 * A person at random in the built app; `SOAK_MINUTES=30 npm run test:soak` goes on for longer.
 * @returns {Suite}
 */
function soak() {
  return withPlaywright('Soak, a short part', 'soak');
}

/**
 * The suite of Playwright whose configuration is in the folder `folder` of `tests/`.
 * @param {string} name
 * @param {string} folder
 * @param {string[]} [options]
 * @returns {Suite}
 */
function withPlaywright(name, folder, options = []) {
  const bounded = `--global-timeout=${RUNNER_TIMEOUT}`;
  return {
    name,
    script: 'playwright/cli.js',
    args: ['test', '-c', `tests/${folder}/playwright.config.ts`, bounded, ...options],
    report: `test-results/${folder}.json`,
    read: ofPlaywright,
  };
}

/** The build, and the tests that need no other program than Node. */
function runInNewerNode() {
  const build = `Build in Node ${NEWER_NODE}`;
  const units = `Unit tests in Node ${NEWER_NODE}`;
  const node = findNewerNode();
  if (!node) return { ...nothing(), skipped: [build, units] };
  heading(build);
  const outDir = join(state, 'test/build');
  const args = ['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const builds = runScript(node, 'vite/bin/vite.js', args).status === 0;
  // The walls stand or fall in any Node alike, and take long.
  const filters = ['src/', 'scripts/lib/', 'scripts/start/', 'scripts/run'];
  // A process of its own for each file, as in the run before this one, takes half as long again.
  const together = [...filters, '--no-isolate'];
  const suite = vitest(units, '.chartroom/test/newer-node.json', together);
  const { passed, failed, skipped, retried } = runSuite({ ...suite, node });
  const named = (/** @type {string} */ test) => `${test} (in Node ${NEWER_NODE})`;
  return {
    passed: passed + (builds ? 1 : 0),
    failed: [
      ...(builds ? [] : [{ name: build, reason: '' }]),
      ...failed.map(({ name, reason }) => ({ name: named(name), reason })),
    ],
    skipped: skipped.map(named),
    retried,
  };
}

/** @returns {Results} */
function ofChecks(/** @type {{ name: string, passed: boolean }[]} */ checks) {
  const failed = checks.filter(({ passed }) => !passed);
  return {
    ...nothing(),
    passed: checks.length - failed.length,
    failed: failed.map(({ name }) => ({ name, reason: 'its own output is above, under Checks' })),
  };
}
