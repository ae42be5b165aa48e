/**
 * Every chart below the folder `CHART_CORPUS`, read and packed by us and by both helms, and the
 * config that each helm pushes: `CHART_CORPUS=dir npm run test:corpus`. Nothing is fetched:
 * dependencies that aren't in charts/ are stood in for by empty charts of their names.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCharts } from '../../src/core/chart/find.ts';
import { configJson } from '../../src/core/chart/metadata-json.ts';
import type { ChartMetadata } from '../../src/core/chart/metadata.ts';
import { loadFolder } from '../../src/core/chart/read-folder.ts';
import { isChartroomError } from '../../src/core/errors.ts';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { compareWithHelm, summary } from './parity/compare.ts';
import { folderSource } from './parity/folder-source.ts';
import { pushedConfig } from './parity/pushed-config.ts';

const CORPUS = process.env['CHART_CORPUS'] ?? '';
const HOUR = 3_600_000;

const HELMS = ['helm3', 'helm4'] as const;
const helms = HELMS.flatMap((name) => findPeer(name) ?? []);
let work = '';

describe.skipIf(!CORPUS || helms.length < 2)(`charts of ${basename(CORPUS)}`, () => {
  let folders: string[] = [];
  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'chart-corpus-'));
    folders = await Promise.all(chartFolders(CORPUS).map(withDependencies));
  }, HOUR);
  afterAll(() => rmSync(work, { recursive: true }), HOUR);

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
      let compared = 0;
      for (const [i, folder] of folders.entries()) {
        const metadata = await ourMetadata(folder);
        if (!metadata) continue;
        const ours = configJson(metadata);
        const archive = helmPackaged(helm, folder);
        const theirs = await pushedConfig(helm, archive, `${registry.host}/${i}`, metadata);
        if (ours !== theirs) different.push(`${folder}\n${ours}\n${theirs}`);
        compared++;
      }
      console.info(`${compared} configs compared, ${different.length} different`);
      expect(different).toEqual([]);
    });
  });
});

/** Where the charts of a folder are, as the page would list them. */
function chartFolders(root: string): string[] {
  const blob = new Blob();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .map((path) => ({ path: `corpus/${path}`, blob }));
  return findCharts(files).map(({ folder }) => join(root, relative('corpus', folder)));
}

/** A copy of the chart, links followed as Helm does, that `helm package` finds complete. */
async function withDependencies(folder: string, index: number): Promise<string> {
  const copy = join(work, String(index), basename(folder));
  cpSync(folder, copy, { recursive: true, dereference: true });
  try {
    const { metadata, files } = await loadFolder(folderSource(copy));
    for (const { name } of metadata.dependencies ?? []) {
      const isThere = files.some(({ path }) => path.startsWith(`charts/${name}`));
      if (isThere) continue;
      mkdirSync(join(copy, 'charts', name), { recursive: true });
      writeFileSync(
        join(copy, 'charts', name, 'Chart.yaml'),
        `apiVersion: v2\nname: ${name}\nversion: 0.0.1\n`,
      );
    }
  } catch (error) {
    // What is wrong with it is for the comparison to say.
    if (!isChartroomError(error)) throw error;
  }
  return copy;
}

async function ourMetadata(folder: string): Promise<ChartMetadata | undefined> {
  try {
    return (await loadFolder(folderSource(folder))).metadata;
  } catch (error) {
    if (isChartroomError(error)) return undefined;
    throw error;
  }
}

function helmPackaged(helm: string, folder: string): string {
  const out = mkdtempSync(join(work, 'push-'));
  execFileSync(helm, ['package', folder, '--destination', out], { stdio: 'pipe' });
  return join(out, readdirSync(out)[0] ?? '');
}
