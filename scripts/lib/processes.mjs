/** Programs that run beside this one and never outlive it. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** How long a program may take to end before it is killed. */
const PATIENCE = 5_000;
/** Folders where packages install servers, which needn't be on a user's PATH. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The path of a program that is given by name or path; undefined if it isn't found. */
export function findProgram(/** @type {string} */ name) {
  if (isAbsolute(name)) return isExecutable(name) ? name : undefined;
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SERVER_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @type {string | false | undefined} */
let binder;

/**
 * The program that binds a child's life to this process. Every Debian has it; elsewhere a killed
 * parent leaves its children behind.
 */
function findBinder() {
  const setpriv = process.platform === 'linux' && findProgram('setpriv');
  const works = setpriv && spawnSync(setpriv, ['--pdeathsig', 'TERM', 'true']).status === 0;
  return works && setpriv;
}

/**
 * Begins the program only if its parent is still the one that started it: a parent that ends before
 * setpriv has asked to be told of that is never told of.
 */
const BEGIN = '[ "$PPID" = "$0" ] && exec "$@"';

/**
 * Starts a program that ends with this process, even if this process is killed.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function spawnBound(program, args, options) {
  // In a process group of its own, so that Ctrl-C in a terminal reaches only this process, which
  // then ends the program in order.
  const detached = { ...options, detached: true };
  binder ??= findBinder();
  const child = binder
    ? spawn(
        binder,
        ['--pdeathsig', 'TERM', 'sh', '-c', BEGIN, `${process.pid}`, program, ...args],
        detached,
      )
    : spawn(program, args, detached);
  const exited = new Promise((done) => child.once('exit', done).once('error', done));
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);

  async function stop(/** @type {NodeJS.Signals} */ signal = 'SIGTERM') {
    process.off('exit', kill);
    child.kill(signal);
    const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    await exited;
    clearTimeout(impatience);
  }
  return { child, exited, stop };
}

/**
 * Waits until `ready` is true, as long as `child` lives and at most `timeout` milliseconds.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} timeout
 * @param {() => Promise<boolean>} ready
 */
export async function isReady(child, timeout, ready) {
  for (const start = Date.now(); Date.now() - start < timeout;) {
    if (child.exitCode !== null || !child.pid) return false;
    if (await ready().catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

function isExecutable(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
