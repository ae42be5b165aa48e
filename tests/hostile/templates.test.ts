/**
 * Templates that ask for more time or memory than there is: each ends in time and below 512 MB, with
 * what it renders to, Helm's error, or the bound that it reached. Each is rendered in a process of its
 * own, as it is in a worker of its own in the page, and ended with it where a single step doesn't look
 * at the clock. `npm run test:hostile` renders a thousand; memory is only told by Linux.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModule } from '../../scripts/lib/load-core.mjs';
import { FAMILIES, hostileTemplates } from './generate.ts';

const COUNT = Number(process.env['HOSTILE'] ?? Object.keys(FAMILIES).length);
const SEED = Number(process.env['SEED'] ?? 1);
const ALL = process.env['HOSTILE'] !== undefined;
/** Seconds: the page's own limit in the long run, and less where only the way it ends is tried. */
const LIMIT = ALL ? 10 : 1;
/** How long after the limit a process may end by itself: a step takes that long on a busy machine. */
const GRACE = ALL ? 3 : 9;
const MOST_MEGABYTES = 512;
/** Where a single step takes longer than the limit: a pattern, the making of a key. */
const ENDED_FROM_OUTSIDE = /regex|Regex|gen[A-Z]/;

const work = mkdtempSync(join(tmpdir(), 'chartroom-hostile-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Outcome {
  /** Absent where the process was ended. */
  seconds?: number;
  megabytes: number;
  fault?: string;
}

async function outcomeOf(module: string, text: string): Promise<Outcome> {
  const file = join(work, 'template');
  writeFileSync(file, text);
  const script = join(import.meta.dirname, 'render-file.mjs');
  const child = spawn(process.execPath, [script, module, file, String(LIMIT)]);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (data: string) => (stdout += data));
  child.stderr.setEncoding('utf8').on('data', (data: string) => (stderr += data));
  let megabytes = 0;
  const timer = setTimeout(
    () => {
      megabytes = peakOf(child.pid as number);
      child.kill('SIGKILL');
    },
    (LIMIT + GRACE) * 1000,
  );
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  if (stdout !== '') return JSON.parse(stdout) as Outcome;
  return { megabytes, ...(stderr !== '' && { fault: stderr.slice(0, 500) }) };
}

function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
}

describe.skipIf(!existsSync('/proc/self/status'))('hostile templates end', () => {
  let module: string;
  beforeAll(async () => {
    module = await buildModule('tests/hostile/render-text.ts');
  });

  // A worker of Chrome has a stack of 500 kB.
  test.each([
    ['{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}', 'nested reference name: a'],
    ['{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', 'maximum template depth'],
  ])('%s ends with the words of Helm on a small stack', { timeout: 60_000 }, (text, words) => {
    const file = join(work, 'endless');
    writeFileSync(file, text);
    const script = join(import.meta.dirname, 'render-file.mjs');
    const args = ['--stack-size=480', script, module, file, '50'];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stdout).toContain(words);
  });

  test(`${COUNT} templates`, { timeout: COUNT * (LIMIT + GRACE + 2) * 1000 }, async () => {
    const bad: unknown[] = [];
    let [longest, largest, ended] = [0, 0, 0];
    for (const { family, text } of hostileTemplates(COUNT, SEED)) {
      const outcome = await outcomeOf(module, text);
      const { seconds, megabytes, fault } = outcome;
      if (seconds === undefined) ended += 1;
      longest = Math.max(longest, seconds ?? 0);
      largest = Math.max(largest, megabytes);
      const isEnded = seconds !== undefined || (!fault && ENDED_FROM_OUTSIDE.test(text));
      if (isEnded && megabytes <= MOST_MEGABYTES) continue;
      bad.push({ family, text: text.slice(0, 300), ...outcome });
    }
    const [s, mb] = [longest.toFixed(1), largest.toFixed(0)];
    console.info(`${COUNT} templates: at most ${s} s and ${mb} MB, ${ended} ended from outside`);
    expect(bad).toEqual([]);
  });
});
