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

/**
 * In milliseconds. The longest suite, that in the browser, takes ten minutes on two idle cores; on a
 * machine that others use as well, three to four times as long was seen.
 */
const TIMEOUT = 42 * 60_000;

/** A runner stops itself before that, where it can: one that is stopped leaves no report. */
export const RUNNER_TIMEOUT = TIMEOUT - 2 * 60_000;

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
  const { status, ended } = runScript(node ?? process.execPath, script, args);
  const results = existsSync(json) ? read(JSON.parse(readFileSync(json, 'utf8'))) : nothing();
  // A runner that crashed has failed, even if it counted no failures.
  if (status !== 0 && results.failed.length === 0) {
    results.failed.push({ name, reason: ended });
  }
  return results;
}

/**
 * Runs a script of node_modules to its end, or until it has taken too long. `ended` says how it
 * ended, for people.
 */
export function runScript(
  /** @type {string} */ node,
  /** @type {string} */ script,
  /** @type {string[]} */ args,
) {
  const path = join(root, 'node_modules', script);
  const { status, signal, error } = spawnSync(node, [path, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: TIMEOUT,
  });
  return { status, ended: howItEnded(status, signal, error) };
}

function howItEnded(
  /** @type {number | null} */ status,
  /** @type {string | null} */ signal,
  /** @type {(Error & { code?: string }) | undefined} */ error,
) {
  if (error?.code === 'ETIMEDOUT') return `it was stopped after ${TIMEOUT / 60_000} minutes`;
  if (error) return `it could not be run: ${error.message}`;
  return signal ? `it was ended by ${signal}` : `it ended with exit code ${status}`;
}

/** Prints a heading on the terminal. */
export function heading(/** @type {string} */ text) {
  console.log(`\n== ${text}`);
}
