/**
 * Our checks against `helm lint` of Helm 3 and 4, over the table of cases and over generated
 * charts (`CASES=10000` for a long run): the same subjects with the same severities.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import type { Finding } from '../../src/core/lint/finding.ts';
import { writeFiles } from '../support/charts.ts';
import { chartFiles, findingsOf, LINT_CASES, type Files } from '../support/lint-cases/index.ts';
import { findPeer } from '../support/peers.ts';
import { generatedChart } from './lint/generate.ts';
import { helmLint } from './lint/helm-lint.ts';
import { generatedSchemas, SCHEMA_CASES } from './lint/schemas.ts';
import { compare, type HelmMajor } from './lint/subjects.ts';

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
 * Cases in which Helm does something else: it refuses large files, fetches other schemas, says of an
 * empty one only that templates don't render, and leaves to `helm package` what `helm lint` passes
 * over.
 */
const APART = [
  ...['files too large', 'an empty schema'],
  ...['a subchart’s schema that is no JSON, though the subchart is not enabled'],
  ...['a value in the place of a subchart’s values that is no map'],
  ...['a schema that refers elsewhere', 'a schema that refers to a file beside it'],
];
const table: Case[] = LINT_CASES.filter(({ name }) => !APART.includes(name));
const generated: Case[] = fc
  .sample(generatedChart, { numRuns: CASES, seed: SEED })
  .map((files, i) => ({ name: `generated ${i}`, files }));

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
    { timeout: 1_800_000 },
    async () => {
      const folders = chartFolders(CORPUS as string);
      const messages = helmLint(helm as string, folders);
      const found = [];
      for (const [i, folder] of folders.entries()) {
        const subjects = compare(messages[i] as string[], await lintFolder(folder), major);
        if (subjects.helm.join() !== subjects.ours.join()) found.push({ folder, ...subjects });
      }
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
    const subjects = compare(messages[i] as string[], await findingsOf(files), major);
    if (subjects.helm.join() !== subjects.ours.join())
      found.push({ name, files, ...subjects, messages: messages[i] });
  }
  return found;
}

/** Every folder with a Chart.yaml that isn't inside another chart. */
function chartFolders(root: string): string[] {
  if (existsSync(join(root, 'Chart.yaml'))) return [root];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => chartFolders(join(root, entry.name)));
}

async function lintFolder(folder: string): Promise<Finding[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => ({ path, blob: new Blob([readFileSync(join(folder, path))]) }));
  const compute = createInlineCompute();
  const chart = await compute.packFolder({ folder, files }).catch(() => undefined);
  return chart ? compute.check(chart) : compute.checkFolder({ folder, files });
}
