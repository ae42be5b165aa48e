/**
 * Our reading and packing of chart folders against `helm package` of both majors. `CASES=10000`
 * asks for a long run of each family, `SEED` for other cases. What may differ is in
 * docs/helm-parity.md, and here as `EXPLAINED`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packArchive } from '../../src/core/chart/archive.ts';
import type { ChartFile } from '../../src/core/chart/files.ts';
import { metadataOf } from '../../src/core/chart/tree.ts';
import { configJson } from '../../src/core/chart/metadata-json.ts';
import type { ChartMetadata } from '../../src/core/chart/metadata.ts';
import { isChartroomError } from '../../src/core/errors.ts';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { compareWithHelm, summary, type Comparison } from './parity/compare.ts';
import { chartFolder, helmignore, IGNORABLE, type Folder } from './parity/folder-cases.ts';
import { brokenChartYaml, chartYaml } from './parity/metadata-cases.ts';
import { pushedConfig } from './parity/pushed-config.ts';

const CASES = Number(process.env['CASES'] ?? 25);
const SEED = Number(process.env['SEED'] ?? 1);
const TIMEOUT = 60_000 + CASES * 1_000;

const helms = (['helm3', 'helm4'] as const).flatMap((name) => findPeer(name) ?? []);
let work = '';
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'chart-parity-'));
});
afterEach(() => rmSync(work, { recursive: true }), TIMEOUT);

describe.skipIf(helms.length < 2)('like helm package (helm 3 and 4)', () => {
  test('Chart.yaml of every kind is read alike', { timeout: TIMEOUT }, async () => {
    const texts = sample(chartYaml('NAME'), 0);
    report(await compareWithHelm(helms, texts.map(named).map(metadataFolder(work, 'valid'))));
  });

  test('broken YAML is refused alike', { timeout: TIMEOUT }, async () => {
    const texts = sample(brokenChartYaml('NAME'), 1);
    report(await compareWithHelm(helms, texts.map(named).map(metadataFolder(work, 'broken'))));
  });

  test('the same files go in, in the same order', { timeout: TIMEOUT }, async () => {
    const folders = await Promise.all(sample(chartFolder('NAME'), 2));
    report(await compareWithHelm(helms, folders.map(writer(work, 'packed'))));
  });

  test('the same files are left out', { timeout: TIMEOUT }, async () => {
    const folders = sample(helmignore, 3).map((rules) => ({
      ...IGNORABLE,
      'Chart.yaml': 'apiVersion: v2\nname: NAME\nversion: 1.0.0\n',
      '.helmignore': rules,
    }));
    report(await compareWithHelm(helms, folders.map(writer(work, 'ignored'))));
  });
});

describe.skipIf(helms.length < 2 || !isRegistryAvailable())('like helm push', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  // A start of helm each: fewer than of the other families.
  test('of our own archive, the config is the same', { timeout: TIMEOUT }, async () => {
    let compared = 0;
    for (const [i, text] of sample(chartYaml('NAME'), 4).map(named).entries()) {
      if (i % 10 > 0) continue;
      const files = [{ path: 'Chart.yaml', bytes: new TextEncoder().encode(text) }];
      const metadata = metadataIfLoaded(files);
      if (!metadata) continue;
      const archive = join(work, `${i}.tgz`);
      const packed = await packArchive(metadata.name, files).arrayBuffer();
      writeFileSync(archive, new Uint8Array(packed));
      for (const helm of helms) {
        const base = `${registry.host}/${helms.indexOf(helm)}`;
        const config = await pushedConfig(helm, archive, base, metadata);
        // Helm 4 takes no infinity.
        if (config === undefined && /\+Inf|-Inf|NaN/.test(JSON.stringify(metadata))) continue;
        expect(config, text).toBe(configJson(metadata));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(0);
    console.info(`${compared} configs`);
  });
});

function metadataIfLoaded(files: ChartFile[]): ChartMetadata | undefined {
  try {
    return metadataOf(files);
  } catch (error) {
    if (isChartroomError(error)) return undefined;
    throw error;
  }
}

function sample<T>(arbitrary: fc.Arbitrary<T>, family: number): T[] {
  return fc.sample(arbitrary, { numRuns: CASES, seed: SEED * 10 + family });
}

/** Charts of their own names, since helm writes all of a run into one folder. */
function named(text: string, index: number): string {
  return text.replace('NAME', `n${index}`);
}

function writer(root: string, family: string) {
  return (files: Folder, index: number): string => {
    const folder = join(root, family, String(index));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const isRoot = path === 'Chart.yaml';
      writeFileSync(join(folder, path), isRoot ? named(String(content), index) : content);
    }
    return folder;
  };
}

/** A chart of only metadata; the dependencies that the cases declare are there. */
function metadataFolder(root: string, family: string) {
  const write = writer(root, family);
  const dependency = (name: string) => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;
  return (text: string, index: number): string =>
    write(
      {
        'Chart.yaml': text,
        'charts/dep-a/Chart.yaml': dependency('dep-a'),
        'charts/dep-b/Chart.yaml': dependency('dep-b'),
      },
      index,
    );
}

function report(comparisons: Comparison[]): void {
  console.info(summary(comparisons));
  expect(comparisons.filter(({ outcome }) => outcome === 'different').slice(0, 5)).toEqual([]);
}
