/**
 * Values coalesced over subcharts, against what templates see in `helm template` of Helm 3 and 4:
 * over generated charts (`CASES=10000` for a long run).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ChartTree } from '../../src/core/chart/tree.ts';
import { renderValues, type HelmMajor, type ValuedChart } from '../../src/core/render/values.ts';
import { writeFiles } from '../support/charts.ts';
import type { Files } from '../support/lint-cases/index.ts';
import { findPeer } from '../support/peers.ts';
import { valuedChart } from './values/generate.ts';

const CASES = Number(process.env['CASES'] ?? 60);
const SEED = Number(process.env['SEED'] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'chartroom-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }), 600_000);

const charts = fc.sample(valuedChart, { numRuns: CASES, seed: SEED });

/** What each chart sees as its values, by its path in Helm's own words; or that Helm refuses. */
type Seen = Record<string, unknown> | 'refused';

function byHelm(helm: string, files: Files, name: string): Seen {
  const root = writeFiles(join(folder, name), files as Record<string, string>);
  const { status, stdout, stderr } = spawnSync(helm, ['template', 'r', root], { encoding: 'utf8' });
  rmSync(root, { recursive: true });
  if (status !== 0) {
    if (stderr.includes('type mismatch on')) return 'refused';
    throw new Error(stderr);
  }
  const seen: Record<string, unknown> = {};
  for (const [, path = '', json = ''] of stdout.matchAll(
    /^# Source: (.*)\/templates\/values.yaml\nvalues: (.*)$/gm,
  ))
    seen[path] = JSON.parse(json);
  return seen;
}

async function byUs(files: Files, helm: HelmMajor): Promise<Seen> {
  const encoder = new TextEncoder();
  const tree = new ChartTree(
    Object.entries(files).map(([path, text]) => ({ path, bytes: encoder.encode(text as string) })),
  );
  const valued = await renderValues(tree, { helm });
  if (valued.state !== 'done') return 'refused';
  const seen: Record<string, unknown> = {};
  const look = ({ values, fullPath, subcharts }: ValuedChart) => {
    seen[fullPath] = JSON.parse(JSON.stringify(values));
    for (const subchart of subcharts) look(subchart);
  };
  look(valued.chart);
  return seen;
}

describe.each([
  [3, findPeer('helm3')],
  [4, findPeer('helm4')],
] as const)('helm %i', (major, helm) => {
  test.skipIf(!helm)(`the values of ${CASES} charts`, { timeout: 3_600_000 }, async () => {
    let refused = 0;
    const different = [];
    for (const [i, files] of charts.entries()) {
      const theirs = byHelm(helm as string, files, `${major}-${i}`);
      if (theirs === 'refused') refused += 1;
      const ours = await byUs(files, major);
      if (!isDeepStrictEqual(ours, theirs)) different.push({ files, ours, theirs });
    }
    console.info(`${CASES} charts, ${refused} refused, ${different.length} different`);
    expect(different.slice(0, 3)).toEqual([]);
    // Charts that are refused say little of values.
    expect(refused).toBeLessThan(CASES * 0.75);
  });
});
