/** One suite of tests: its runner and the report that the runner writes. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { nothing, ofVitest } from './results.mjs';

/** @typedef {import('./results.mjs').Results} Results */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} [node] the program that runs it, if another than that of this process
 * @property {string} script of node_modules
 * @property {string[]} args
 * @property {string} report where the runner leaves its results
 * @property {(report: any) => Results} read
 */

/** A suite takes three to five minutes on two idle cores; busy machines take several times that. */
const TIMEOUT = 20 * 60_000;

/**
 * Vitest on the files whose paths contain one of `filters`, or on all files.
 * @param {string} name
 * @param {string} report
 * @param {string[]} filters
 * @returns {Suite}
 */
export function vitest(name, report, filters) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', ...filters, ...reporters];
  return { name, script: 'vitest/vitest.mjs', args, report, read: ofVitest };
}

/**
 * Runs it and reads what it reports.
 * @returns {Results}
 */
export function runSuite(/** @type {Suite} */ { name, node, script, args, report, read }) {
  heading(name);
  const json = join(root, report);
  rmSync(json, { force: true });
  mkdirSync(dirname(json), { recursive: true });
  const status = runScript(node ?? process.execPath, script, args);
  const results = existsSync(json) ? read(JSON.parse(readFileSync(json, 'utf8'))) : nothing();
  // A runner that crashed has failed, even if it counted no failures.
  if (status !== 0 && results.failed.length === 0) {
    results.failed.push({ name, reason: 'it did not finish' });
  }
  return results;
}

/** Runs a script of node_modules to its end. */
export function runScript(
  /** @type {string} */ node,
  /** @type {string} */ script,
  /** @type {string[]} */ args,
) {
  const path = join(root, 'node_modules', script);
  const { status } = spawnSync(node, [path, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: TIMEOUT,
  });
  return status;
}

/** Prints a heading on the terminal. */
export function heading(/** @type {string} */ text) {
  console.log(`\n== ${text}`);
}
