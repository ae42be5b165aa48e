import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/lib/ports.mjs';
import { findProgram, isReady, spawnBound } from '../../scripts/lib/processes.mjs';

/** Settings of deploy/start.sh, as the environment gives them. */
export type Settings = Record<string, string>;

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const START = join(ROOT, 'deploy/start.sh');
/** The folder that the image has all files in. */
const HOME = '/srv/chartroom';
/** The user that the image runs as. */
const USER = '101';

const START_TIMEOUT = 15_000;

/** What an image with BusyBox has, as far as the script needs it for its settings. */
export const BUSYBOX_PROGRAMS = 'sh awk sed grep tr id head dirname mkdir cat wget'.split(' ');

/** Runs the script to its end, with no other environment than the settings. */
export function runScript(command: string, settings: Settings, shell = ['sh'], path = PATH) {
  const [program = 'sh', ...args] = shell;
  const { status, stdout, stderr } = spawnSync(program, [...args, START, command], {
    env: { PATH: path, STATE: mkdtempSync(join(tmpdir(), 'chartroom-state-')), ...settings },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

export const PATH = process.env['PATH'] ?? '';

/** Whether a process can be put where only some folders exist, none of them writable. */
export function isSandboxAvailable(): boolean {
  const bwrap = findProgram('bwrap');
  const args = [...isolated(USER), ...machineWith(), 'true'];
  return bwrap !== undefined && spawnSync(bwrap, args).status === 0;
}

/** No other user than an ordinary one, and no other process than the command, which is the first. */
function isolated(user: string): string[] {
  return [
    ...['--unshare-user', '--uid', user, '--gid', user, '--die-with-parent'],
    ...['--unshare-pid', '--as-pid-1'],
  ];
}

/**
 * What the image makes of a machine: all of it read-only, and in `/srv/chartroom` the files of
 * `release`, the folder that has them here.
 */
function machineWith(release?: string): string[] {
  const names = release === undefined ? [] : ['dist', 'nginx.conf', 'deploy'];
  const files = names.flatMap((name) => [
    ...['--ro-bind', join(release ?? '', name), join(HOME, name)],
  ]);
  return [...['--ro-bind', '/', '/', '--tmpfs', '/srv'], ...files, '--remount-ro', '/srv'];
}

/** A folder laid out as a release, of this project's files and a page that isn't built. */
export async function unbuiltRelease(folder: string): Promise<string> {
  const release = join(folder, 'release');
  await mkdir(join(release, 'dist'), { recursive: true });
  await copyFile(join(ROOT, 'index.html'), join(release, 'dist/index.html'));
  await copyFile(join(ROOT, 'nginx.conf'), join(release, 'nginx.conf'));
  await cp(join(ROOT, 'deploy'), join(release, 'deploy'), { recursive: true });
  return release;
}

export interface StartedSite {
  /** Of 127.0.0.1, where it listens. */
  port: number;
  /** The health check as the image runs it; its exit status. */
  health(): number | null;
  /** Sends the first process a signal, as `docker stop` does, and returns its exit status. */
  signal(name: 'SIGTERM' | 'SIGQUIT'): Promise<number | null>;
  /** What nginx has logged so far. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the site by its script as the image does, on a free port of the loopback interface, from
 * the folder of a release. `folder` is where the files are that the settings name; it is shown to
 * the script read-only.
 */
export function startInstalled(
  release: string,
  folder: string,
  settings: Settings,
): Promise<StartedSite> {
  const script = ['sh', join(HOME, 'deploy/start.sh')];
  return startSandboxed({
    user: USER,
    root: machineWith(release),
    visible: folder,
    env: { PATH, STATE: '/tmp/chartroom', ...settings },
    start: script,
    health: [...script, 'health'],
  });
}

export interface Sandbox {
  user: string;
  /** The options of bwrap that give it its files. */
  root: string[];
  /** A folder of this machine that it sees, too. */
  visible?: string;
  env: Settings;
  start: string[];
  health: string[];
}

/** Starts a site where nothing can be written to but `/tmp`, on a free port of 127.0.0.1. */
export async function startSandboxed(sandbox: Sandbox): Promise<StartedSite> {
  const { user, root, visible, start } = sandbox;
  const port = await freePort();
  const relay = `${await freePort()} ${await freePort()}`;
  const state = await mkdtemp(join(tmpdir(), 'chartroom-state-'));
  const env = { ...sandbox.env, LISTEN: `127.0.0.1:${port}`, RELAY_PORTS: relay };
  const inside = (command: string[]) => [
    ...[...isolated(user), ...root, '--dev', '/dev', '--proc', '/proc', '--bind', state, '/tmp'],
    ...(visible === undefined ? [] : ['--ro-bind', visible, visible]),
    ...command,
  ];
  const bwrap = findProgram('bwrap') ?? 'bwrap';
  // nginx opens its stdout by name: it can't be a pipe of Node's, which is a socket.
  const log = `${state}.log`;
  const errorLog = join(state, 'chartroom/.chartroom/error.log');
  const output = openSync(log, 'w');
  const service = spawnBound(bwrap, ['--info-fd', '3', ...inside(start)], {
    env,
    stdio: ['ignore', output, output, 'pipe'],
  });
  closeSync(output);
  let info = '';
  service.child.stdio[3]?.on('data', (bytes: Buffer) => (info += bytes.toString()));
  const stop = async () => {
    await service.stop();
    await Promise.all([state, log].map((path) => rm(path, { recursive: true, force: true })));
  };
  const health = () => spawnSync(bwrap, inside(sandbox.health), { env }).status;
  const signal = async (name: 'SIGTERM' | 'SIGQUIT') => {
    process.kill((JSON.parse(info) as { 'child-pid': number })['child-pid'], name);
    await service.exited;
    return service.child.exitCode;
  };
  // `nginx -t`, which the script runs first, listens for a moment as well.
  if (await isReady(service.child, START_TIMEOUT, async () => health() === 0)) {
    return { port, health, signal, log: () => readFile(errorLog, 'utf8'), stop };
  }
  const words = readFileSync(log, 'utf8');
  await stop();
  throw new Error(`the site did not start:\n${words}`);
}
