/**
 * Whether a lock is about what its chart declares: what `helm dependency build` of both majors makes
 * of the cases that `src/core/dependencies/lock.test.ts` holds ours against. All dependencies are
 * folders, so nothing is asked of a network.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeChart, writeFiles } from '../support/charts.ts';
import { LOCK_CASES, type Files, type Verdict } from '../support/lock-cases.ts';
import { findPeer } from '../support/peers.ts';

const work = mkdtempSync(join(tmpdir(), 'lock-parity-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What helm does with a chart's lock: it refuses it, leaves it as it is, or makes one. */
function byHelm(program: string, files: Files): Verdict {
  const folder = mkdtempSync(join(work, 'case-'));
  for (const name of ['lamp', 'other']) writeChart(join(folder, name), { name, version: '1.2.0' });
  const app = writeFiles(join(folder, 'app'), files);
  // Helm wants an index of every repository that it knows, though it gets nothing from there.
  const home = writeFiles(join(folder, 'home'), {
    'repositories.yaml': 'repositories: [{name: lamps, url: "file://../lamp"}]\n',
    'repository/lamps-index.yaml': 'apiVersion: v1\nentries: {}\n',
  });
  const { status, stderr } = spawnSync(program, ['dependency', 'build', app, '--skip-refresh'], {
    env: { ...process.env, HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home },
    encoding: 'utf8',
  });
  if (/out of sync/.test(stderr)) return 'outdated';
  if (status !== 0) throw new Error(stderr);
  const locks = Object.keys(files).filter((name) => name.endsWith('.lock'));
  const isKept = locks.every((name) => readFileSync(join(app, name), 'utf8') === files[name]);
  return isKept && locks.length > 0 ? 'in-step' : 'none';
}

const helms = (['helm3', 'helm4'] as const).map((name) => [name, findPeer(name) ?? ''] as const);

for (const [peer, program] of helms) {
  describe.skipIf(!program)(`a lock to ${peer}`, () => {
    test.each(LOCK_CASES)('$name: $verdict', ({ files, verdict }) => {
      expect(byHelm(program, files)).toBe(verdict);
    });
  });
}
