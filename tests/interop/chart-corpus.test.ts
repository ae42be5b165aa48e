/**
 * Every chart below the folder `CHART_CORPUS`, read and packed by us and by both helms, and the
 * config that each helm pushes: `CHART_CORPUS=dir npm run test:corpus`. Nothing is fetched: a chart
 * that lacks a dependency is compared as it lies there, and once more with an empty chart of that
 * name. Helm follows symbolic links, and a page sees none: that is told apart.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configJson } from '../../src/core/chart/metadata-json.ts';
import { packArchive } from '../../src/core/chart/archive.ts';
import { loadFolder, type LoadedFolder } from '../../src/core/chart/read-folder.ts';
import { ChartTree } from '../../src/core/chart/tree.ts';
import { presentCharts } from '../../src/core/dependencies/present.ts';
import { isChartroomError } from '../../src/core/errors.ts';
import { isRepositoryName } from '../../src/core/oci/reference.ts';
import { writeFiles } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { compareWithHelm, summary } from './parity/compare.ts';
import { chartFolders } from './parity/corpus.ts';
import { folderSource } from './parity/folder-source.ts';
import { pushedConfig } from './parity/pushed-config.ts';

const CORPUS = process.env['CHART_CORPUS'] ?? '';
const HOUR = 3_600_000;

const HELMS = ['helm3', 'helm4'] as const;
const helms = HELMS.flatMap((name) => findPeer(name) ?? []);
let work = '';

describe.skipIf(!CORPUS || helms.length < 2)(`charts of ${basename(CORPUS)}`, () => {
  const asTheyLie: string[] = [];
  /** The same, or copies of those that lack a dependency, which helm wouldn't package. */
  const folders: string[] = [];
  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'chart-corpus-'));
    for (const [i, folder] of chartFolders(CORPUS).entries()) {
      asTheyLie.push(folder);
      const names = await lacking(folder);
      folders.push(names.length > 0 ? completed(folder, names, i) : folder);
    }
  }, HOUR);
  afterAll(() => rmSync(work, { recursive: true }), HOUR);

  test('are refused where a dependency is missing, and only there', { timeout: HOUR }, async () => {
    const incomplete = asTheyLie.filter((folder, i) => folder !== folders[i]);
    const comparisons = await compareWithHelm(helms, incomplete);
    console.info(`of charts as they lie there, ${summary(comparisons)}`);
    const refused = /missing|^both refuse$/;
    expect(comparisons.filter(({ outcome }) => !refused.test(outcome))).toEqual([]);
  });

  test('hold the same files as helm package writes', { timeout: HOUR }, async () => {
    const comparisons = await compareWithHelm(helms, folders);
    const files = folders.reduce((sum, folder) => sum + folderSource(folder).files.length, 0);
    console.info(`${files} files in ${summary(comparisons)}`);
    expect(comparisons.filter(({ outcome }) => outcome === 'different')).toEqual([]);
  });

  describe.skipIf(!isRegistryAvailable())('and a registry', () => {
    let registry: RunningRegistry;
    beforeAll(async () => {
      registry = await startRegistry();
    });
    afterAll(() => registry.stop());

    test.each(HELMS)('have the config that %s pushes', { timeout: HOUR }, async (name) => {
      const helm = findPeer(name) ?? '';
      const different: string[] = [];
      const unnamed: string[] = [];
      let compared = 0;
      for (const [i, folder] of folders.entries()) {
        const chart = await ours(folder);
        if (!chart) continue;
        const archive = dropsDependencies(chart) ? await packed(chart) : helmPackaged(helm, folder);
        // Why it is refused, the comparison of files tells.
        if (archive === undefined) continue;
        const { metadata } = chart;
        const config = configJson(metadata);
        const theirs = await pushedConfig(helm, archive, `${registry.host}/${i}`, metadata);
        if (theirs === undefined && !isRepositoryName(metadata.name)) unnamed.push(folder);
        else if (config !== theirs) different.push(`${folder}\n${config}\n${theirs}`);
        compared++;
      }
      console.info(
        `${compared} configs compared, ${different.length} different, ` +
          `${unnamed.length} not pushed, since no repository can have the chart's name`,
      );
      expect(different).toEqual([]);
    });
  });
});

/** The names of the charts that a chart declares and that charts/ lacks. */
async function lacking(folder: string): Promise<string[]> {
  try {
    const { files } = await loadFolder(folderSource(folder));
    const tree = new ChartTree(files);
    const present = (await presentCharts(tree)).charts.map(({ name }) => name);
    const declared = tree.declared.list.map((dependency) => dependency?.name ?? '');
    return declared.filter((name) => name !== '' && !present.includes(name));
  } catch (error) {
    // What is wrong with it is for the comparison to say.
    if (isChartroomError(error)) return [];
    throw error;
  }
}

/** A copy of a chart, its links leading where they led, with empty charts of these names. */
function completed(folder: string, names: readonly string[], index: number): string {
  const copy = join(work, String(index), basename(folder));
  cpSync(folder, copy, { recursive: true });
  for (const name of names)
    writeFiles(join(copy, 'charts', name), {
      'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 0.0.1\n`,
    });
  return copy;
}

async function ours(folder: string): Promise<LoadedFolder | undefined> {
  try {
    return await loadFolder(folderSource(folder));
  } catch (error) {
    if (isChartroomError(error)) return undefined;
    throw error;
  }
}

/**
 * Whether helm package leaves out what Chart.yaml says of dependencies, as it does in a v1 chart
 * (docs/helm-parity.md): what it pushes of our own archive is compared then.
 */
function dropsDependencies({ files, metadata }: LoadedFolder): boolean {
  const tree = new ChartTree(files);
  const written = tree.chartYaml();
  return (
    metadata.apiVersion === 'v1' &&
    'value' in written &&
    written.value.metadata.dependencies !== undefined
  );
}

/** Our own archive. */
async function packed({ files, metadata }: LoadedFolder): Promise<string> {
  const archive = join(mkdtempSync(join(work, 'packed-')), 'chart.tgz');
  const blob = packArchive(metadata.name, files);
  writeFileSync(archive, new Uint8Array(await blob.arrayBuffer()));
  return archive;
}

/** The archive; undefined if helm refuses the chart. */
function helmPackaged(helm: string, folder: string): string | undefined {
  const out = mkdtempSync(join(work, 'push-'));
  const { status } = spawnSync(helm, ['package', folder, '--destination', out], { stdio: 'pipe' });
  return status === 0 ? join(out, readdirSync(out)[0] ?? '') : undefined;
}
