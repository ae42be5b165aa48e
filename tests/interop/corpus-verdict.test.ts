/**
 * The word _error_ over every chart below the folder `CHART_CORPUS`, as the charts lie there: it is
 * said of a chart if, and only if, Helm 3 and Helm 4 both refuse the chart in `package`, `lint` or
 * `template`. `CHART_CORPUS=dir npm run test:corpus` prints the counts. Left out of the comparison
 * are, by Helm's own words, schemas that Helm tries to fetch.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { filterIgnored } from '../../src/core/chart/ignore-filter.ts';
import { parseIgnore } from '../../src/core/chart/ignore.ts';
import { ChartTree } from '../../src/core/chart/tree.ts';
import { atMost } from '../../src/core/concurrency.ts';
import { lint } from '../../src/core/lint/lint.ts';
import { findPeer } from '../support/peers.ts';
import { chartFolders } from './parity/corpus.ts';
import { folderSource } from './parity/folder-source.ts';

const CORPUS = process.env['CHART_CORPUS'] ?? '';
const HOUR = 3_600_000;
const helms = [findPeer('helm3'), findPeer('helm4')].filter((helm) => helm !== undefined);
const packages = mkdtempSync(join(tmpdir(), 'chart-verdicts-'));
afterAll(() => rmSync(packages, { recursive: true, force: true }));

const COMMANDS = [['package', '-d', packages], ['lint'], ['template', '--kube-version', 'v1.35.0']];

/** Helm fetches a schema that another one names, which nothing here may. */
const OF_THE_NETWORK = /dial tcp|no such host|lookup .* on/;

interface Verdict {
  chart: string;
  /** Codes of our errors, and of what we couldn't check. */
  errors: string[];
  unchecked: string[];
  /** The commands that both helms refuse, with what Helm 4 says. */
  refused: { command: string; says: string }[];
}

describe.skipIf(!CORPUS || helms.length < 2)(
  `verdicts on the charts of ${basename(CORPUS)}`,
  () => {
    test('an error is what both helms refuse', { timeout: 4 * HOUR }, async () => {
      const limit = atMost(2);
      const charts = chartFolders(CORPUS).map((folder) => relative(CORPUS, folder));
      const verdicts = await Promise.all(charts.map((chart) => limit(() => verdictOn(chart))));
      const wrong = verdicts.filter(({ errors, refused }) => errors.length > 0 && !refused.length);
      const missed = verdicts.filter(
        ({ errors, unchecked, refused }) =>
          errors.length + unchecked.length === 0 &&
          refused.some(({ says }) => !OF_THE_NETWORK.test(says)),
      );
      const counted = (is: (verdict: Verdict) => boolean) => verdicts.filter(is).length;
      console.info(
        `${verdicts.length} charts: ${counted(({ errors, refused }) => errors.length > 0 && refused.length > 0)} with errors and refused, ` +
          `${counted(({ errors, refused }) => errors.length === 0 && refused.length === 0)} without and taken, ` +
          `${counted(({ errors, refused }) => errors.length === 0 && refused.length > 0) - missed.length} not checked, ` +
          `${wrong.length} with errors though taken, ${missed.length} refused without an error`,
      );
      expect({ wrong, missed }).toEqual({ wrong: [], missed: [] });
    });
  },
);

async function verdictOn(chart: string): Promise<Verdict> {
  const { files } = folderSource(join(CORPUS, chart));
  const all = await Promise.all(
    files.map(async ({ path, blob }) => ({
      path,
      bytes: new Uint8Array(await blob.arrayBuffer()),
    })),
  );
  const ignore = all.find(({ path }) => path === '.helmignore');
  const rules = parseIgnore(ignore && new TextDecoder().decode(ignore.bytes));
  const tree = new ChartTree(filterIgnored(all, rules).kept);
  const found = await lint(tree, { rules });
  const codes = (wanted: string) =>
    found.filter(({ severity }) => severity === wanted).map(({ code, path }) => `${code} ${path}`);
  // No helm renders a library chart.
  const commands = COMMANDS.filter(
    ([command]) => command !== 'template' || tree.written.type !== 'library',
  );
  const refused = [];
  for (const [command = '', ...options] of commands) {
    const said = [];
    for (const helm of helms) said.push(await refusal(helm, [command, ...options], chart));
    const [, says] = said;
    if (says !== undefined && said.every((words) => words !== undefined)) {
      refused.push({ command, says });
    }
  }
  return { chart, errors: codes('error'), unchecked: codes('unchecked'), refused };
}

/** What a helm says as it refuses; undefined if it doesn't. Nothing is fetched. */
function refusal(helm: string, args: string[], chart: string): Promise<string | undefined> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' };
  return new Promise((resolve) => {
    execFile(
      helm,
      [...args, join(CORPUS, chart)],
      { env, maxBuffer: 2 ** 28, timeout: 120_000 },
      (error, stdout, stderr) => {
        const words = args[0] === 'lint' ? errorsOf(stdout) : '';
        resolve(error ? (stderr + words).slice(0, 1000) : undefined);
      },
    );
  });
}

function errorsOf(output: string): string {
  return output
    .split('\n')
    .filter((line) => line.startsWith('[ERROR]'))
    .join('\n');
}
