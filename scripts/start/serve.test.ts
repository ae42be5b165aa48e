import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findNginx } from '../lib/nginx.mjs';
import { root } from '../lib/paths.mjs';
import { answers, freePort } from '../lib/ports.mjs';
import { findProgram } from '../lib/processes.mjs';
import { findRegistry } from '../lib/registry.mjs';

interface Run {
  child: ChildProcess;
  output(): string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
}

describe.skipIf(!findNginx() || !findRegistry())('npm start', () => {
  let clone: string;
  let port: number;
  let registryPort: number;
  const runs: Run[] = [];

  beforeAll(async () => {
    [port, registryPort] = [await freePort(), await freePort()];
    clone = mkdtempSync(join(tmpdir(), 'chartroom-start-'));
    for (const part of ['scripts', 'nginx.conf', 'package.json', 'package-lock.json']) {
      const options = { recursive: true, preserveTimestamps: true };
      cpSync(join(root, part), join(clone, part), options);
    }
    // Installed and built: what takes minutes on a fresh machine is not what this is about.
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
    // Older than the installed packages, because `npm ci` would replace the ones that this run
    // uses.
    utimesSync(join(clone, 'package-lock.json'), 0, 0);
    mkdirSync(join(clone, 'dist'));
    writeFileSync(join(clone, 'dist/index.html'), '<title>Chartroom</title>');
  });

  afterEach(async () => {
    for (const { child, ended } of runs.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    await expect.poll(() => answers(registryPort, '127.0.0.1')).toBe(false);
  });

  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  function start(): Run {
    const env = { ...process.env, PORT: `${port}`, REGISTRY_PORT: `${registryPort}` };
    const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], { cwd: clone, env });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (data: string) => (text += data));
    }
    const ended = new Promise<number | string | null>((resolve) =>
      child.once('exit', (code, signal) => resolve(code ?? signal)),
    );
    const run = { child, ended, output: () => text };
    runs.push(run);
    return run;
  }

  const started = (run: Run) =>
    expect.poll(() => run.output(), { timeout: 20_000 }).toContain('Ctrl-C');

  const tags = async () => {
    const page = `http://localhost:${port}/registry/localhost:${registryPort}`;
    const headers = { 'X-Chartroom': '1' };
    return (await fetch(`${page}/v2/kept/tags/list`, { headers })).status;
  };

  async function pushSomething(): Promise<void> {
    const registry = `http://127.0.0.1:${registryPort}/v2/kept`;
    const digest = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    const session = await fetch(`${registry}/blobs/uploads/`, { method: 'POST' });
    const location = `${session.headers.get('location')}&digest=${digest}`;
    expect((await fetch(location, { method: 'PUT', body: '{}' })).status).toBe(201);
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const config = { mediaType: 'application/vnd.oci.empty.v1+json', digest, size: 2 };
    const manifest = { schemaVersion: 2, mediaType, config, layers: [config] };
    const headers = { 'Content-Type': mediaType };
    const body = JSON.stringify(manifest);
    const put = await fetch(`${registry}/manifests/1.0.0`, { method: 'PUT', headers, body });
    expect(put.status).toBe(201);
  }

  it('serves the page and a registry, says what to do next, and ends with Ctrl-C', async () => {
    const run = start();
    await started(run);
    expect(run.output()).not.toContain('Installing');
    expect(run.output()).toContain(`http://localhost:${port}`);
    expect(run.output()).toContain(`Type localhost:${registryPort}/mychart:2.7.1 as Reference`);
    const config = await fetch(`http://localhost:${port}/config.json`);
    expect(await config.json()).toEqual({ proxied: [`localhost:${registryPort}`] });
    expect(config.headers.get('content-security-policy')).toContain(
      `connect-src 'self' http://localhost:${registryPort};`,
    );
    await pushSomething();
    expect(await tags()).toBe(200);

    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(await answers(port, '127.0.0.1')).toBe(false);
    expect(await answers(registryPort, '127.0.0.1')).toBe(false);
  });

  it('keeps what was pushed', async () => {
    const run = start();
    await started(run);
    expect(await tags()).toBe(200);
  });

  it.skipIf(!findProgram('setpriv'))('leaves nothing behind when it is killed', async () => {
    const run = start();
    await started(run);
    run.child.kill('SIGKILL');
    await run.ended;
    await expect.poll(() => answers(port, '127.0.0.1')).toBe(false);
    await expect.poll(() => answers(registryPort, '127.0.0.1')).toBe(false);
  });

  it('says which port is in use, and starts nothing', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    try {
      const run = start();
      expect(await run.ended).toBe(1);
      expect(run.output()).toContain(`Port ${port} is in use`);
      expect(run.output()).toContain(`PORT=${port + 1} npm start`);
      expect(await answers(registryPort, '127.0.0.1')).toBe(false);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it('ends when one of its parts does', async () => {
    const run = start();
    await started(run);
    const pid = readFileSync(join(clone, '.chartroom/nginx.pid'), 'utf8');
    process.kill(Number(pid), 'SIGQUIT');
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('nginx ended by itself');
  });
});
