import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findProgram } from './processes.mjs';

const MODULE = JSON.stringify(new URL('processes.mjs', import.meta.url));
const PARENT = `
  const { spawnBound } = await import(${MODULE});
  const { child } = spawnBound('sleep', ['600'], { stdio: 'ignore' });
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

describe.skipIf(!findProgram('setpriv'))('a program that is bound to this process', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('ends with it, by %s', async (signal) => {
    const args = ['--input-type=module', '-e', PARENT];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = await once(parent.stdout, 'data');
    const pid = Number(String(printed));
    expect(runs(pid)).toBe(true);
    parent.kill(signal);
    await once(parent, 'exit');
    await expect.poll(() => runs(pid)).toBe(false);
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
