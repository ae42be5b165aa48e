/**
 * Charts of one name in charts/, and the archives with a path twice that helm makes of them: what
 * helm renders from a folder, from its archive and from ours, and what we read.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packArchive, readChartArchive } from '../../src/core/chart/archive.ts';
import { sliceExtract } from '../../src/core/archive/extract.ts';
import type { ChartFile } from '../../src/core/chart/files.ts';
import { loadFolder } from '../../src/core/chart/read-folder.ts';
import type { PackedChart } from '../../src/core/chart/packed.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { writeFiles } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { folderSource } from './parity/folder-source.ts';

const TEMPLATE =
  'metadata: {name: {{ .Chart.Name }}, version: {{ .Chart.Version }}, values: {{ .Values.from }}}\n';
const compute = createInlineCompute();
let work = '';
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'repeated-files-'));
});
afterAll(() => rmSync(work, { recursive: true }));

/** The findings about paths and charts that are there more than once. */
async function told(chart: PackedChart): Promise<string[]> {
  const findings = await compute.check(chart);
  return findings
    .filter(({ code }) => code === 'file.repeated' || code === 'dependency.ambiguous')
    .map(({ code, path }) => `${code} ${path}`)
    .sort();
}

describe.each(['helm3', 'helm4'] as const)('%s', (peer) => {
  const helm = findPeer(peer) ?? '';
  const run = (...args: string[]) => execFileSync(helm, args, { encoding: 'utf8' });
  /** What the templates of the subcharts render to, sorted: Helm's own order is random. */
  const rendered = (chart: string) => {
    const lines = run('template', 'x', chart).split('\n');
    return lines.filter((line) => line.startsWith('metadata:')).sort();
  };

  test.skipIf(!helm)(
    'of two versions, each with an alias, ours renders as the folder',
    async () => {
      const folder = chartFolder(
        `${peer}-aliases`,
        '- {name: sub, version: 1.0.0, alias: a}\n- {name: sub, version: 2.0.0, alias: b}\n',
      );
      const ours = join(work, `${peer}-ours.tgz`);
      const { metadata, files } = await loadFolder(folderSource(folder));
      const packed = await packArchive(metadata.name, files).arrayBuffer();
      writeFileSync(ours, new Uint8Array(packed));

      expect(rendered(ours)).toEqual([
        'metadata: {name: a, version: 1.0.0, values: archive}',
        'metadata: {name: b, version: 2.0.0, values: folder}',
      ]);
      expect(rendered(ours)).toEqual(rendered(folder));
    },
  );

  test.skipIf(!helm)('of files of one path we read the one that helm renders', async () => {
    const folder = chartFolder(`${peer}-any`, '- {name: sub, version: ">=1"}\n');
    run('package', folder, '--destination', work);
    const archive = join(work, `${peer}-any-1.0.0.tgz`);
    const { files } = await readChartArchive(new Blob([readFileSync(archive)]), sliceExtract);
    const text = (path: string) => {
      const file = files.find((candidate) => candidate.path === path) as ChartFile;
      expect(file.replaces, path).toBe(1);
      return Buffer.from(file.bytes).toString();
    };
    const [, version] = /version: (\S+)/.exec(text('charts/sub/Chart.yaml')) ?? [];
    const [, values] = /from: (\S+)/.exec(text('charts/sub/values.yaml')) ?? [];
    expect(rendered(archive)).toEqual([
      `metadata: {name: sub, version: ${version}, values: ${values}}`,
    ]);
    // In the page it is told, of the archive and of the folder it was made of.
    expect(await told(await compute.readArchive(new Blob([readFileSync(archive)])))).toEqual([
      ...['charts/sub/Chart.yaml', 'charts/sub/templates/x.yaml', 'charts/sub/values.yaml'].map(
        (path) => `file.repeated ${path}`,
      ),
    ]);
    expect(await told(await compute.packFolder(folderSource(folder)))).toEqual([
      'dependency.ambiguous charts/sub-1.0.0.tgz',
    ]);
  });

  /** A chart with `sub` in charts/ as a folder, 2.0.0, and as an archive, 1.0.0. */
  function chartFolder(name: string, dependencies: string): string {
    const sub = (version: string, from: string) => ({
      'Chart.yaml': `apiVersion: v2\nname: sub\nversion: ${version}\n`,
      'values.yaml': `from: ${from}\n`,
      'templates/x.yaml': TEMPLATE,
    });
    const packed = writeFiles(join(work, `${name}-sub`), sub('1.0.0', 'archive'));
    const folder = writeFiles(join(work, name), {
      'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\ndependencies:\n${dependencies}`,
    });
    run('package', packed, '--destination', join(folder, 'charts'));
    writeFiles(join(folder, 'charts/sub'), sub('2.0.0', 'folder'));
    return folder;
  }
});
