/** The npm packages of package-lock.json. It runs before they are installed, so it imports none. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * Runs `npm ci`, unless the installed packages are as new as the lockfile.
 * @returns {string | undefined} why it failed
 */
export function installIfStale() {
  const installed = modified('node_modules/.package-lock.json');
  if (installed >= modified('package-lock.json')) return undefined;
  console.log('Installing the npm packages …');
  const { status, error } = runNpm(['ci', '--include=dev', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) return undefined;
  const reason = error ? `npm could not be run (${error.message})` : 'what npm says is above';
  return `The npm packages are not installed, since \`npm ci\` failed: ${reason}.`;
}

/**
 * Runs the npm that started this process, otherwise the one on the PATH.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, options);
}

function modified(/** @type {string} */ path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
