import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from './processes.mjs';

const MODULE = JSON.stringify(new URL('processes.mjs', import.meta.url));
const PARENT = `
  const { writeSync } = await import('node:fs');
  const { spawnBound } = await import(${MODULE});
  const { child } = spawnBound('sleep', ['600'], { stdio: 'ignore' });
  writeSync(1, String(child.pid));
`;

describe.skipIf(!findProgram('setpriv'))('a program that is bound to this process', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('ends with it, by %s', async (signal) => {
    const args = ['--input-type=module', '-e', `${PARENT} setInterval(() => {}, 1000);`];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = await once(parent.stdout, 'data');
    const pid = Number(String(printed));
    expect(runs(pid)).toBe(true);
    parent.kill(signal);
    await once(parent, 'exit');
    await expect.poll(() => runs(pid)).toBe(false);
  });

  it('ends with it, if that ended before it was bound', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chartroom-slow-'));
    const slow = `#!/bin/sh\nsleep 0.3\nexec ${findProgram('setpriv')} "$@"\n`;
    writeFileSync(join(folder, 'setpriv'), slow, { mode: 0o755 });
    const args = ['--input-type=module', '-e', `${PARENT} process.kill(process.pid, 'SIGKILL');`];
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
    const { stdout } = spawnSync(process.execPath, args, { env });
    const pid = Number(String(stdout));
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => runs(pid)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

/** A process that ended stays in the list until somebody asks how. */
function runs(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
