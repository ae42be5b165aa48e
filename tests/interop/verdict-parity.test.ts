/**
 * The word _error_ against both helms: a chart has an error if, and only if, Helm 3 and Helm 4 both
 * refuse it in at least one of `package`, `lint` and `template` with its default values. No library
 * chart can be rendered, so of these only the first two count. A chart may also want values: that
 * `template` refuses it without them is told, and is none of its errors.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Severity } from '../../src/core/lint/codes.ts';
import { writeFiles } from '../support/charts.ts';
import { chartFiles, findingsOf, LINT_CASES } from '../support/lint-cases/index.ts';
import { findPeer } from '../support/peers.ts';

const folder = mkdtempSync(join(tmpdir(), 'chartroom-verdict-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const helms = [findPeer('helm3'), findPeer('helm4')].filter((helm) => helm !== undefined);

const COMMANDS = [['package', '-d', folder], ['lint'], ['template', '--kube-version', 'v1.35.0']];

/** The commands in which both helms refuse a chart. */
function refusals(chart: string, isLibrary: boolean): string[] {
  const commands = COMMANDS.filter(([command]) => command !== 'template' || !isLibrary);
  return commands
    .filter(([command, ...options]) =>
      helms.every((helm) => spawnSync(helm, [command as string, ...options, chart]).status !== 0),
    )
    .map(([command]) => command as string);
}

describe.skipIf(helms.length < 2)('what both helms refuse is an error, and nothing else is', () => {
  test.each(LINT_CASES)('$name', async ({ files }) => {
    const all = chartFiles(files);
    const chart = writeFiles(
      mkdtempSync(join(folder, 'chart-')),
      Object.fromEntries(all.map(({ path, bytes }) => [path, bytes])),
    );
    const found = await findingsOf(files);
    const codesOf = (wanted: Severity) =>
      found.filter(({ severity }) => severity === wanted).map(({ code }) => code);
    const errors = codesOf('error');
    const refused = refusals(chart, /^type: library$/m.test(String(files['Chart.yaml'])));
    if (errors.length > 0) expect(refused, errors.join()).not.toEqual([]);
    // What couldn't be checked, Helm may refuse or not.
    else if (codesOf('unchecked').length === 0) {
      const wants = codesOf('hint').includes('templates.want-values');
      expect(refused).toEqual(wants ? ['template'] : []);
    }
  });
});
