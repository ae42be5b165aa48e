import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
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
  return bwrap !== undefined && spawnSync(bwrap, [...sandbox(), 'true']).status === 0;
}

/**
 * What the image makes of a machine: all of it read-only, no other user than an ordinary one, no
 * other process than those of the command, which is the first, and in `/srv/chartroom` the files of
 * `release`, the folder that has them here.
 */
function sandbox(release?: string): string[] {
  const names = release === undefined ? [] : ['dist', 'nginx.conf', 'deploy'];
  const files = names.flatMap((name) => [
    ...['--ro-bind', join(release ?? '', name), join(HOME, name)],
  ]);
  return [
    ...['--unshare-user', '--uid', USER, '--gid', USER, '--die-with-parent'],
    ...['--unshare-pid', '--as-pid-1'],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...['--tmpfs', '/srv', ...files, '--remount-ro', '/srv'],
  ];
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
  stop(): Promise<void>;
}

/**
 * Starts the site by its script as the image does, on a free port of the loopback interface, from
 * the folder of a release. `folder` is where the files are that the settings name; it is shown to
 * the script read-only.
 */
export async function startInstalled(
  release: string,
  folder: string,
  settings: Settings,
): Promise<StartedSite> {
  const port = await freePort();
  const relay = `${await freePort()} ${await freePort()}`;
  const state = await mkdtemp(join(tmpdir(), 'chartroom-state-'));
  const env = {
    PATH,
    STATE: '/tmp/chartroom',
    LISTEN: `127.0.0.1:${port}`,
    RELAY_PORTS: relay,
    ...settings,
  };
  const inside = (command: string[]) => [
    ...sandbox(release),
    ...['--bind', state, '/tmp', '--ro-bind', folder, folder],
    ...['sh', join(HOME, 'deploy/start.sh'), ...command],
  ];
  const bwrap = findProgram('bwrap') ?? 'bwrap';
  const service = spawnBound(bwrap, ['--info-fd', '3', ...inside([])], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let log = '';
  service.child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  let info = '';
  service.child.stdio[3]?.on('data', (bytes: Buffer) => (info += bytes.toString()));
  const stop = async () => {
    await service.stop();
    await rm(state, { recursive: true, force: true });
  };
  const health = () => spawnSync(bwrap, inside(['health']), { env }).status;
  const signal = async (name: 'SIGTERM' | 'SIGQUIT') => {
    process.kill((JSON.parse(info) as { 'child-pid': number })['child-pid'], name);
    await service.exited;
    return service.child.exitCode;
  };
  // `nginx -t`, which the script runs first, listens for a moment as well.
  if (await isReady(service.child, START_TIMEOUT, async () => health() === 0)) {
    return { port, health, signal, stop };
  }
  await stop();
  throw new Error(`the site did not start:\n${log}`);
}
