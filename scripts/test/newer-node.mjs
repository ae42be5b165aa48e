/**
 * The Node version that most people have by now, for building and testing a second time when this
 * process runs in the oldest supported one. It comes from the npm package `node`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../lib/npm-packages.mjs';
import { cache } from '../lib/paths.mjs';

const VERSION = '24.21.0';
const INSTALL_TIMEOUT = 180_000;

/** Its major version. */
export const NEWER_NODE = Number.parseInt(VERSION);

/** Whether this process itself runs in such a Node. */
export function isNewerNode() {
  return Number.parseInt(process.versions.node) >= NEWER_NODE;
}

/**
 * Installs it into the user's cache if it isn't there; returns the reason if that isn't possible.
 */
export function installNewerNode() {
  if (isNewerNode() || findNewerNode()) return;
  console.log(`Installing Node ${VERSION} …`);
  mkdirSync(folder(), { recursive: true });
  // The package's install script chooses the build for this machine, so it must run regardless of
  // npm's settings.
  const wanted = ['install', '--no-save', '--ignore-scripts=false', `node@${VERSION}`];
  const { stderr } = runNpm([...wanted, '--prefix', folder(), '--loglevel=error'], {
    cwd: folder(),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT,
  });
  if (findNewerNode()) return;
  console.log(`What runs in Node ${NEWER_NODE} is skipped: it could not be installed.\n${stderr}`);
}

/** The path of the installed program, or undefined. */
export function findNewerNode() {
  const program = join(folder(), 'node_modules/node/bin/node');
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() === `v${VERSION}` ? program : undefined;
}

function folder() {
  return join(cache, `node-${VERSION}`);
}
