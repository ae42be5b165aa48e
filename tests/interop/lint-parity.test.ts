/**
 * Our checks against `helm lint` of Helm 3 and 4, over the table of cases and over generated
 * charts (`CASES=10000` for a long run): the same subjects with the same severities.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { innerCharts } from '../../src/core/lint/subcharts.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import type { SourceFile } from '../../src/core/chart/files.ts';
import { readFiles } from '../../src/core/chart/read-files.ts';
import { sanitise } from '../../src/core/chart/sanitise.ts';
import { ChartTree } from '../../src/core/chart/tree.ts';
import { writeFiles } from '../support/charts.ts';
import { chartFiles, LINT_CASES, type Files } from '../support/lint-cases/index.ts';
import { findPeer } from '../support/peers.ts';
import { generatedChart } from './lint/generate.ts';
import { helmLint } from './lint/helm-lint.ts';
import { generatedSchemas, SCHEMA_CASES } from './lint/schemas.ts';
import { chartWithFaults, chartWithSubcharts } from './lint/subcharts.ts';
import { chartWithTemplates } from './lint/templates.ts';
import { compare, type HelmMajor, type Subject } from './lint/subjects.ts';
import { chartFolders } from './parity/corpus.ts';
import { folderSource } from './parity/folder-source.ts';

const CASES = Number(process.env['CASES'] ?? 150);
/** A folder of real charts. */
const CORPUS = process.env['CHART_CORPUS'];
/** The same charts each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'chartroom-lint-'));
// A long run leaves many files to remove.
afterAll(() => rmSync(folder, { recursive: true, force: true }), 600_000);

interface Case {
  name: string;
  files: Files;
}

/**
 * Cases in which Helm does something else: it refuses large files, fetches other schemas, and leaves
 * to `helm package` what `helm lint` passes over.
 */
const APART = [
  'files too large',
  ...['a subchart’s schema that is no JSON, though the subchart is not enabled'],
  ...['a value in the place of a subchart’s values that is no map'],
  ...['a schema that refers elsewhere', 'a schema that refers to a file beside it'],
];
/** Differences on real charts that are meant, by what Helm says. */
const EXPLAINED = {
  'a link to what is neither a file nor a folder, which a page doesn’t see': /irregular file/,
  'a schema that refers elsewhere, where Helm looks': /failing loading "?https?:/,
};
const table: Case[] = LINT_CASES.filter(({ name }) => !APART.includes(name));
const generated: Case[] = fc
  .sample(generatedChart, { numRuns: CASES, seed: SEED })
  .map((files, i) => ({ name: `generated ${i}`, files }));

const nested: Case[] = fc
  .sample(chartWithSubcharts, { numRuns: CASES, seed: SEED })
  .map((files, i) => ({ name: `with charts ${i}`, files }));

const faulty: Case[] = fc
  .sample(chartWithFaults, { numRuns: CASES, seed: SEED })
  .map((files, i) => ({ name: `with faults ${i}`, files }));

const made: Case[] = fc
  .sample(chartWithTemplates, { numRuns: CASES, seed: SEED })
  .map((files, i) => ({ name: `with templates ${i}`, files }));

const schemas: Case[] = generatedSchemas(CASES, SEED);

describe.each([
  [3, findPeer('helm3')],
  [4, findPeer('helm4')],
] as const)('helm %i', (major, helm) => {
  test.skipIf(!helm)(`lint, ${table.length} cases of the table`, async () => {
    expect(await differences(helm as string, major, table)).toEqual([]);
  });

  test.skipIf(!helm || !CORPUS)(
    'lint, the charts of CHART_CORPUS',
    { timeout: 3_600_000 },
    async () => {
      const folders = chartFolders(CORPUS as string);
      const messages = helmLint(helm as string, folders);
      const found = [];
      for (const [i, folder] of folders.entries()) {
        const { files } = folderSource(folder);
        const subjects = await compared(messages[i] as string[], files, major);
        if (isEmptyFolder(join(folder, 'templates')))
          subjects.ours = subjects.ours.filter((each) => each !== 'WARNING templates recommended');
        const isExplained = Object.values(EXPLAINED).some((words) =>
          words.test(messages[i]?.join() ?? ''),
        );
        if (!isExplained && isDifferent(subjects)) found.push({ folder, ...subjects });
      }
      console.info(`${folders.length} charts, ${found.length} differences`);
      expect(folders.length).toBeGreaterThan(0);
      expect(found).toEqual([]);
    },
  );

  test.skipIf(!helm)(`lint, ${SCHEMA_CASES.length} values against a schema`, async () => {
    expect(await differences(helm as string, major, SCHEMA_CASES)).toEqual([]);
  });

  test.skipIf(!helm)(
    `lint, ${schemas.length} generated schemas`,
    { timeout: 1_800_000 },
    async () => {
      expect(await differences(helm as string, major, schemas)).toEqual([]);
    },
  );

  test.skipIf(!helm)(
    `lint, ${CASES} charts with charts in them`,
    { timeout: 3_600_000 },
    async () => {
      expect(await differences(helm as string, major, nested)).toEqual([]);
    },
  );

  test.skipIf(!helm)(
    `lint, ${CASES} charts with several faults`,
    { timeout: 3_600_000 },
    async () => {
      expect(await differences(helm as string, major, faulty)).toEqual([]);
    },
  );

  test.skipIf(!helm)(`lint, ${CASES} charts with templates`, { timeout: 3_600_000 }, async () => {
    expect(await differences(helm as string, major, made)).toEqual([]);
  });

  test.skipIf(!helm)(`lint, ${CASES} generated charts`, { timeout: 1_800_000 }, async () => {
    expect(await differences(helm as string, major, generated)).toEqual([]);
  });
});

/** Charts of which Helm says something else than we do. */
async function differences(helm: string, major: HelmMajor, cases: readonly Case[]) {
  const charts = mkdtempSync(join(folder, 'charts-'));
  const folders = cases.map(({ files }, i) => {
    const root = join(charts, String(i));
    const present = chartFiles(files).map(({ path, bytes }) => [path, bytes] as const);
    return writeFiles(root, Object.fromEntries(present));
  });
  const messages = helmLint(helm, folders);
  const found = [];
  for (const [i, { name, files }] of cases.entries()) {
    const own = chartFiles(files).map(({ path, bytes }) => ({ path, blob: new Blob([bytes]) }));
    const subjects = await compared(messages[i] as string[], own, major);
    if (isDifferent(subjects))
      found.push({ name, ...subjects, messages: messages[i], files: await readable(own) });
  }
  return found;
}

/** What Helm says of a chart with these files, and what we say. */
async function compared(messages: readonly string[], files: SourceFile[], major: HelmMajor) {
  const source = { folder: 'chart', files };
  const compute = createInlineCompute();
  const chart = await compute.packFolder(source).catch(() => undefined);
  const findings = await (chart ? compute.check(chart) : compute.checkFolder(source));
  const names = await namesIn(new ChartTree(await readFiles(files)));
  return compare({ messages, findings, names, paths: files.map(({ path }) => path) }, major);
}

/** A chart's name, and the names and aliases of the charts in it, as Helm cleans them. */
async function namesIn(chart: ChartTree): Promise<string[]> {
  const trees = [chart, ...(await innerCharts(chart)).map((inner) => inner.chart)];
  const aliases = trees.flatMap(({ declared }) => declared.list.map((each) => each?.alias ?? ''));
  const [own = '', ...inner] = trees.map(({ written }) => sanitise(written.name ?? ''));
  return [own, ...new Set([...inner, ...aliases].filter((name) => name !== ''))];
}

/** The files as text, with those in archives below them. */
async function readable(files: SourceFile[]): Promise<string[]> {
  const tree = new ChartTree(await readFiles(files));
  const all = [{ path: '', chart: tree }, ...(await innerCharts(tree))];
  return all.flatMap(({ path: root, chart }) =>
    [...chart.files.values()]
      .filter(({ path }) => !path.startsWith('charts/') || /^charts\/[^/]*$/.test(path))
      .map(
        ({ path, bytes }) =>
          `${root}/${path}: ${JSON.stringify(new TextDecoder().decode(bytes.subarray(0, 400)))}`,
      ),
  );
}

/** Helm sees a folder that is empty; in what a page gets it has no file, and so isn't there. */
function isEmptyFolder(path: string): boolean {
  return existsSync(path) && readdirSync(path).length === 0;
}

function isDifferent({ helm, ours }: { helm: Subject[]; ours: Subject[] }): boolean {
  return helm.join() !== ours.join();
}
