/** Charts that were packed by tar alone: which of them Helm loads, and what is said of the others. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { isChartroomError } from '../../src/core/errors.ts';
import { errorWords } from '../../src/text/errors.ts';
import { writeChart } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';

const folder = mkdtempSync(join(tmpdir(), 'chartroom-plain-tar-'));
afterAll(() => rmSync(folder, { recursive: true }));
const helms = (['helm3', 'helm4'] as const).flatMap((name) => findPeer(name) ?? []);

writeChart(join(folder, 'demo'));
// What macOS puts beside a folder that has attributes of its own.
writeFileSync(join(folder, '._demo'), 'attributes');
writeFileSync(join(folder, 'demo/._values.yaml'), 'attributes');

/** tar's arguments, and what is said and advised; undefined where Helm takes it. */
const SHAPES: [string, string[], { what: string; next: string } | undefined][] = [
  ['demo/…', ['-C', folder, 'demo'], undefined],
  ['. in the folder itself', ['-C', join(folder, 'demo'), '.'], undefined],
  [
    './demo/…',
    ['-C', folder, './demo'],
    { what: 'no Chart.yaml where', next: 'tar made of ./name' },
  ],
  [
    'flat',
    ['-C', join(folder, 'demo'), 'Chart.yaml', 'values.yaml', 'templates'],
    { what: 'has Chart.yaml at its top', next: 'All files belong into one folder' },
  ],
  [
    '._demo beside it',
    ['-C', folder, '._demo', 'demo'],
    { what: 'has ._demo at its top', next: 'COPYFILE_DISABLE=1' },
  ],
];

test.each(SHAPES)('%s', async (name, args, said) => {
  const archive = join(folder, `${SHAPES.findIndex(([each]) => each === name)}.tgz`);
  execFileSync('tar', ['czf', archive, ...args]);
  for (const helm of helms)
    expect(spawnSync(helm, ['show', 'chart', archive]).status === 0).toBe(said === undefined);
  const read = createInlineCompute().readArchive(new Blob([readFileSync(archive)]));
  if (!said) return expect((await read).metadata.name).toBe('sample');
  const error: unknown = await read.catch((reason: unknown) => reason);
  if (!isChartroomError(error)) throw error;
  const { side, what, next } = errorWords(error);
  expect(side).toBe('archive');
  expect(what).toContain(said.what);
  expect(next).toContain(said.next);
  expect(next).not.toContain('unless you know');
  expect(`${what} ${next}`).not.toContain('.helmignore');
});
