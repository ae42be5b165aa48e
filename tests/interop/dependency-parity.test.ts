/**
 * Fetching a chart's dependencies against `helm dependency build` and `update` of both majors,
 * from a real registry, a chart repository that helm made, and folders beside the chart. What
 * differs is in docs/helm-parity.md.
 */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readChartArchive } from '../../src/core/chart/archive.ts';
import { sliceExtract } from '../../src/core/archive/extract.ts';
import { fetchDependencies, withDependencies } from '../../src/core/actions/dependencies.ts';
import { joinFolder } from '../../src/core/dependencies/source.ts';
import type { ChartSource } from '../../src/core/chart/files.ts';
import { chartAt } from '../../src/core/chart/find.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { digestOf } from '../../src/core/oci/digest.ts';
import { ChartRepository } from '../../src/core/registry/chart-repository.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { startChartRepository, type RunningChartRepository } from '../support/chart-repository.ts';
import { readTree, writeChart } from '../support/charts.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { folderSource } from './parity/folder-source.ts';

const VERSIONS = ['1.0.0', '1.1.0', '1.2.0-rc.1', '1.2.3+build.7', '2.0.0', '2.1.0-beta.2'];
const compute = createInlineCompute();
/** Not in place: helm asks the chart repository, which this process serves. */
const execute = promisify(execFile);
const work = mkdtempSync(join(tmpdir(), 'dependency-parity-'));
let registry: RunningRegistry;
let charts: RunningChartRepository;
let cases = 0;

const peers = (['helm3', 'helm4'] as const).map((name) => [name, findPeer(name) ?? ''] as const);
const helm = peers.find(([, program]) => program)?.[1];

beforeAll(async () => {
  if (!helm || !isRegistryAvailable()) return;
  registry = await startRegistry();
  charts = await startChartRepository(helm, join(work, 'repository'));
  for (const version of VERSIONS) {
    charts.add(
      writeChart(join(work, 'made', `tide-${version}`, 'tide'), { name: 'tide', version }),
    );
    const current = writeChart(join(work, 'made', `current-${version}`, 'current'), {
      name: 'current',
      version,
    });
    execFileSync(helm, ['package', current, '-d', work]);
    const archive = join(work, `current-${version}.tgz`);
    execFileSync(helm, ['push', archive, `oci://${registry.host}/charts`, '--plain-http'], {
      stdio: 'pipe',
    });
  }
  const index = join(charts.folder, 'index.yaml');
  const place = `oci://${registry.host}/charts/current`;
  const entry = `  - {apiVersion: v2, name: current, version: 1.1.0, urls: ['${place}:1.1.0']}\n`;
  const text = readFileSync(index, 'utf8');
  writeFileSync(index, text.replace(/^entries:\n/m, `entries:\n  current:\n${entry}`));
});

afterAll(async () => {
  await registry?.stop();
  await charts?.stop();
  rmSync(work, { recursive: true, force: true });
});

interface Case {
  dependencies: string[];
  /** Files beside what the chart has. */
  files?: Record<string, string>;
  extra?: string;
  verb?: 'build' | 'update';
  apiVersion?: 'v1' | 'v2';
}

const oci = (version: string, more = '') =>
  `{name: current, version: '${version}', repository: 'oci://${registry.host}/charts'${more}}`;
const http = (version: string, more = '') =>
  `{name: tide, version: '${version}', repository: '${charts.url}'${more}}`;
const file = (version: string, more = '') =>
  `{name: lamp, version: '${version}', repository: 'file://../lamp'${more}}`;

/** A folder of charts: the one in question, `app`, and `lamp` beside it. */
function workspace({ dependencies, files = {}, apiVersion = 'v2' }: Case): string {
  const folder = join(work, `case-${cases++}`);
  writeChart(join(folder, 'lamp'), { name: 'lamp', version: '0.3.1' });
  const list = `dependencies:\n${dependencies.map((one) => `  - ${one}\n`).join('')}`;
  const app = join(folder, 'app');
  writeChart(app, { name: 'app', extra: apiVersion === 'v2' ? list : '', files });
  if (apiVersion === 'v1') {
    writeFileSync(join(app, 'requirements.yaml'), list);
    writeFileSync(join(app, 'Chart.yaml'), 'apiVersion: v1\nname: app\nversion: 1.0.0\n');
  }
  return folder;
}

/** Runs helm over a copy of the folder; what it leaves there, or what it says. */
async function byHelm(
  program: string,
  folder: string,
  verb: string,
): Promise<Map<string, Buffer> | string> {
  const copy = join(folder, '..', `${folder.split('/').at(-1)}-helm`);
  cpSync(folder, copy, { recursive: true });
  const home = mkdtempSync(join(work, 'home-'));
  const env = {
    ...process.env,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
  };
  const run = (...args: string[]) => execute(program, args, { env });
  // By a lock, helm takes only repositories that it was told of.
  await run('repo', 'add', 'local', charts.url);
  try {
    await run('dependency', verb, join(copy, 'app'), '--plain-http');
    return readTree(join(copy, 'app'));
  } catch (error) {
    return String((error as { stderr: string }).stderr);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function portsFor(folder: string) {
  const selection = folderSource(folder);
  return {
    compute,
    repository: async (host: string, name: string) =>
      new Registry({ host, transport: nodeTransport }).repository(name),
    chartRepository: async (url: string) => new ChartRepository(url, { transport: nodeTransport }),
    folder: (path: string) => {
      const place = joinFolder('app', path);
      return place === undefined ? undefined : chartAt(selection.files, place);
    },
    source: chartAt(selection.files, 'app') as ChartSource,
  };
}

async function byUs(folder: string, verb: string): Promise<Map<string, Buffer> | string> {
  const { source, ...ports } = portsFor(folder);
  const report = await compute.dependencies(await compute.packFolder(source));
  let fetched;
  try {
    fetched = await fetchDependencies(report, { ...ports, update: verb === 'update' });
  } catch (error) {
    return (error as { code: string }).code;
  }
  const [failure] = fetched.failures.values();
  if (failure) return failure.code;
  const files = withDependencies(source, fetched).files.map(
    async ({ path, blob }) => [path, Buffer.from(await blob.arrayBuffer())] as const,
  );
  return new Map((await Promise.all(files)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Archives by their digest, those of folders by what is in them; the lock but for its time. */
async function comparable(files: Map<string, Buffer>): Promise<Record<string, unknown>> {
  const entries = [...files].map(async ([path, bytes]) => {
    if (path.includes('lamp')) return [path, await contents(bytes)];
    if (path.endsWith('.tgz')) return [path, await digestOf(new Uint8Array(bytes))];
    return [path, bytes.toString().replace(/^generated: .*$/m, 'generated: (then)')];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Helm writes Chart.yaml anew. */
async function contents(archive: Buffer): Promise<Record<string, string>> {
  const { files } = await readChartArchive(new Blob([new Uint8Array(archive)]), sliceExtract);
  const others = files.filter(({ path }) => path !== 'Chart.yaml');
  return Object.fromEntries(others.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
}

const alias = (name: string) => `, alias: ${name}`;

/** Each a function, since addresses are known only when servers run. */
const TAKEN: Record<string, () => Case> = {
  'a range from a registry': () => ({ dependencies: [oci('^1.0.0')] }),
  'a range from a chart repository': () => ({ dependencies: [http('>=1 <2')] }),
  'a folder': () => ({ dependencies: [file('~0.3')] }),
  'all three, with the star': () => ({ dependencies: [oci('*'), http('*'), file('*')] }),
  'exact versions': () => ({ dependencies: [oci('1.1.0'), http('1.1.0')] }),
  'build metadata': () => ({ dependencies: [oci('1.2.3+build.7'), http('1.2.3+build.7')] }),
  'pre-releases, where asked for': () => ({
    dependencies: [oci('>1.1.0-0 <1.2.0'), http('~2.1.0-0')],
  }),
  'an exact pre-release': () => ({ dependencies: [oci('2.1.0-beta.2'), http('1.2.0-rc.1')] }),
  'a hyphen range, an or': () => ({ dependencies: [oci('1.0.0 - 1.1.5'), http('0.x || 1.1.x')] }),
  'an index that points to a registry': () => ({
    dependencies: [http('1.1.0').replace('tide', 'current')],
  }),

  'an alias': () => ({
    dependencies: [oci('1.0.0', alias('upper')), http('1.0.0', alias('lower'))],
  }),
  'two aliases of one chart, of one version': () => ({
    dependencies: [oci('1.0.0', alias('one')), oci('1.0.0', alias('two'))],
  }),
  'two aliases of one chart, of two versions': () => ({
    dependencies: [http('1.0.0', alias('one')), http('^2', alias('two'))],
  }),
  'conditions and tags, which decide nothing here': () => ({
    dependencies: [
      oci('^1', ', condition: current.enabled, tags: [sea]'),
      http('^1', ', tags: [sea]'),
    ],
  }),
  'a chart in charts/ without a repository': () => ({
    dependencies: ["{name: own, version: '>=0.1', repository: ''}", oci('^1')],
    files: { 'charts/own/Chart.yaml': 'apiVersion: v2\nname: own\nversion: 0.1.0\n' },
  }),
  'values that YAML would take for others': () => ({
    dependencies: [
      "{name: own, version: '*', repository: ''}",
      "{name: two, version: '1', repository: ''}",
    ],
    files: {
      'charts/own/Chart.yaml': 'apiVersion: v2\nname: own\nversion: 0.1.0\n',
      'charts/two/Chart.yaml': 'apiVersion: v2\nname: two\nversion: 1.1.0\n',
    },
  }),
  'requirements.yaml of a v1 chart': () => ({
    dependencies: [oci('^1'), http('^1')],
    apiVersion: 'v1',
  }),
  'an update': () => ({ dependencies: [oci('^1'), http('^2'), file('*')], verb: 'update' }),
};

const REFUSED: Record<string, () => [Case, code: string, helm: RegExp]> = {
  'no version within the range, in a registry': () => [
    { dependencies: [oci('^9')] },
    'version.none-fits',
    /./,
  ],
  'no version within the range, in a chart repository': () => [
    { dependencies: [http('^9')] },
    'version.none-fits',
    /can't get a valid version/,
  ],
  'no version within the range, in a folder': () => [
    { dependencies: [file('^9')] },
    'version.none-fits',
    /can't get a valid version/,
  ],
  'no such chart in a registry': () => [
    { dependencies: [oci('1.0.0').replace('current', 'absent')] },
    'tag.not-found',
    /not found|failed to (perform|resolve)/i,
  ],
  'no such chart in a chart repository': () => [
    { dependencies: [http('1.0.0').replace('tide', 'absent')] },
    'index.no-chart',
    /not found/,
  ],
  'no folder there': () => [
    { dependencies: [file('*').replace('../lamp', '../dark')] },
    'dependency.unreachable',
    /not found/,
  ],
  'a constraint that is none': () => [
    { dependencies: [oci('newest')] },
    'version.constraint-invalid',
    /invalid version\/constraint format/,
  ],
  'a name of somebody’s own': () => [
    { dependencies: [http('1.0.0').replace(charts.url, '@elsewhere')] },
    'dependency.unreachable',
    /no repository definition/,
  ],
  'a lock out of step': () => [
    {
      dependencies: [oci('^1')],
      files: {
        'Chart.lock': 'dependencies: []\ndigest: sha256:00\ngenerated: "2024-01-01T00:00:00Z"\n',
      },
    },
    'lock.outdated',
    /out of sync/,
  ],
};

for (const [peer, program] of peers) {
  describe.skipIf(!program || !isRegistryAvailable())(`like ${peer}`, () => {
    test.each(Object.keys(TAKEN))('%s', async (name) => {
      const one = TAKEN[name]?.() as Case;
      const folder = workspace(one);
      const verb = one.verb ?? 'build';
      const theirs = await byHelm(program, folder, verb);
      if (typeof theirs === 'string') throw new Error(theirs);
      const ours = await byUs(folder, verb);
      if (typeof ours === 'string') throw new Error(ours);
      expect(await comparable(ours)).toEqual(await comparable(theirs));
    });

    test.each(Object.keys(REFUSED))('refused: %s', async (name) => {
      const [one, code, words] = REFUSED[name]?.() as [Case, string, RegExp];
      const folder = workspace(one);
      expect(await byHelm(program, folder, 'build')).toMatch(words);
      expect(await byUs(folder, 'build')).toBe(code);
    });

    test('by the lock that helm wrote, though newer versions are there', async () => {
      const folder = workspace({ dependencies: [oci('1.0.0'), http('1.0.0')] });
      const app = join(folder, 'app');
      const locked = await byHelm(program, folder, 'update');
      if (typeof locked === 'string') throw new Error(locked);
      // The same lock, as if it had been written before the newer versions came.
      const list = readFileSync(join(app, 'Chart.yaml'), 'utf8').replaceAll("'1.0.0'", "'^1.0.0'");
      writeFileSync(join(app, 'Chart.yaml'), list.replaceAll('version: ^1', "version: '^1'"));
      const { lockDigest } = await import('../../src/core/dependencies/lock.ts');
      const source = chartAt(folderSource(folder).files, 'app') as ChartSource;
      const { metadata } = await compute.packFolder(source);
      const declared = metadata.dependencies ?? [];
      const digest = await lockDigest(
        declared,
        declared.map(({ name, repository }) => ({ name, version: '1.0.0', repository })),
      );
      const text = locked
        .get('Chart.lock')
        ?.toString()
        .replace(/^digest: .*$/m, `digest: ${digest}`);
      writeFileSync(join(app, 'Chart.lock'), text ?? '');
      const theirs = await byHelm(program, folder, 'build');
      const ours = await byUs(folder, 'build');
      if (typeof theirs === 'string' || typeof ours === 'string')
        throw new Error(`${theirs}; ${ours}`);
      expect([...ours.keys()]).toContain('charts/tide-1.0.0.tgz');
      expect(await comparable(ours)).toEqual(await comparable(theirs));
    });

    test('archives that nothing needs any longer go, others stay', async () => {
      const folder = workspace({
        dependencies: [oci('^2'), "{name: own, version: '*', repository: ''}"],
      });
      const into = join(folder, 'app/charts');
      mkdirSync(into, { recursive: true });
      for (const version of ['1.0.0', '1.1.0'])
        cpSync(join(work, `current-${version}.tgz`), join(into, `current-${version}.tgz`));
      writeChart(join(into, 'own'), { name: 'own' });
      const theirs = await byHelm(program, folder, 'build');
      const ours = await byUs(folder, 'build');
      if (typeof theirs === 'string' || typeof ours === 'string')
        throw new Error(`${theirs}; ${ours}`);
      expect(await comparable(ours)).toEqual(await comparable(theirs));
    });

    test('an update with a lock that says the same leaves it as it is', async () => {
      const folder = workspace({ dependencies: [oci('1.0.0')] });
      const first = await byHelm(program, folder, 'update');
      if (typeof first === 'string') throw new Error(first);
      writeFileSync(join(folder, 'app/Chart.lock'), first.get('Chart.lock') ?? '');
      const ours = await byUs(folder, 'update');
      if (typeof ours === 'string') throw new Error(ours);
      expect(ours.get('Chart.lock')?.toString()).toBe(first.get('Chart.lock')?.toString());
    });
  });
}
