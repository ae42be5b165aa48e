/**
 * The image, built by buildah from a release and started as its own configuration says. The bases of
 * deploy/Dockerfile can't be had without a network: instead of nginx's image stands one of this
 * machine's nginx and BusyBox.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../scripts/lib/processes.mjs';
import { isNginxAvailable } from '../support/nginx.ts';
import {
  BUSYBOX_PROGRAMS,
  isSandboxAvailable,
  startSandboxed,
  unbuiltRelease,
} from '../support/start-script.ts';

const BASE = 'docker.io/nginxinc/nginx-unprivileged:1.28-alpine';
/** What starting needs as well. */
const FURTHER = ['mv', 'ln', 'mktemp', 'rm', 'rmdir'];
const buildah = findProgram('buildah');
const busybox = findProgram('busybox');
const nginx = findProgram('nginx') ?? findProgram('/usr/sbin/nginx');
const isRunnable =
  buildah &&
  busybox &&
  nginx &&
  isNginxAvailable() &&
  isSandboxAvailable() &&
  process.getuid?.() === 0;

interface ImageConfig {
  User: string;
  Env: string[];
  Entrypoint: string[];
  StopSignal: 'SIGQUIT';
  Healthcheck: { Test: string[] };
}

describe.skipIf(!isRunnable)('the image, over this machine’s nginx and BusyBox', () => {
  let folder: string;
  let config: ImageConfig;
  let root: string;

  /** Runs buildah with a store of its own, and returns what it prints. */
  function build(...args: string[]): string {
    const store = ['--root', join(folder, 'store'), '--runroot', join(folder, 'run')];
    const all = [...store, '--storage-driver', 'vfs', ...args];
    const { status, stdout, stderr } = spawnSync(buildah ?? '', all, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chartroom-image-'));
    const base = build('from', 'scratch');
    build('copy', '-q', base, standIn(join(folder, 'base'), [nginx ?? '', busybox ?? '']), '/');
    build('commit', '-q', base, BASE);
    const release = await unbuiltRelease(folder);
    const options = [
      '--pull-never',
      '--isolation',
      'chroot',
      '--format',
      'docker',
      '-t',
      'chartroom',
    ];
    const dockerfile = ['-f', join(release, 'deploy/Dockerfile'), '--build-arg', 'APP=brought'];
    build('build', ...options, ...dockerfile, release);
    const image = JSON.parse(build('inspect', '--type', 'image', 'localhost/chartroom')) as {
      Docker: { config: ImageConfig };
    };
    config = image.Docker.config;
    root = build('mount', build('from', '--pull-never', 'localhost/chartroom'));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('starts read-only as its user, passes its health check, and ends at its signal', async () => {
    const site = await startSandboxed({
      user: config.User,
      root: ['--ro-bind', root, '/'],
      env: {
        ...Object.fromEntries(config.Env.map((pair) => pair.split('=', 2))),
        REGISTRIES: 'ghcr.io',
      },
      start: config.Entrypoint,
      health: config.Healthcheck.Test.slice(1),
    });
    try {
      const answer = await fetch(`http://localhost:${site.port}/config.json`);
      expect(await answer.json()).toEqual({ proxied: ['ghcr.io'] });
      expect((await fetch(`http://localhost:${site.port}/`)).status).toBe(200);
      expect(site.health()).toBe(0);
      expect(await site.signal(config.StopSignal)).toBe(0);
      expect(site.health()).not.toBe(0);
    } finally {
      await site.stop();
    }
  });
});

/** The folder of a system that has these programs, what they load, and nothing else. */
function standIn(base: string, programs: string[]): string {
  for (const name of ['bin', 'etc', 'usr/sbin', 'tmp', 'proc', 'dev', 'srv']) {
    mkdirSync(join(base, name), { recursive: true });
  }
  const loaded = spawnSync('ldd', programs, { encoding: 'utf8' }).stdout;
  // Of a line "libz.so.1 => /lib/libz.so.1 (0x…)" the path, but not of one that ends in a colon.
  const libraries = Array.from(loaded.matchAll(/(\/\S+) \(0x/g), ([, path]) => path ?? '');
  for (const path of new Set([...libraries, '/etc/ssl/certs/ca-certificates.crt'])) {
    mkdirSync(join(base, dirname(path)), { recursive: true });
    cpSync(path, join(base, path), { dereference: true });
  }
  cpSync(programs[0] ?? '', join(base, 'usr/sbin/nginx'));
  cpSync(programs[1] ?? '', join(base, 'bin/busybox'));
  for (const name of [...BUSYBOX_PROGRAMS, ...FURTHER])
    symlinkSync('busybox', join(base, 'bin', name));
  writeFileSync(join(base, 'etc/passwd'), 'nginx:x:101:101::/:/bin/sh\n');
  return base;
}
