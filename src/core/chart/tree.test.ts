import { expect, test } from 'vitest';
import { packArchive } from './archive.ts';
import type { ChartFile } from './files.ts';
import { valueOf, type Part } from './part.ts';
import { ChartTree } from './tree.ts';

type Contents = Record<string, string | Uint8Array<ArrayBuffer>>;

const utf8 = new TextEncoder();
const chartYaml = (name: string, apiVersion = 'v2') =>
  `apiVersion: ${apiVersion}\nname: ${name}\nversion: 1.0.0\n`;

function filesOf(contents: Contents): ChartFile[] {
  return Object.entries(contents).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? utf8.encode(content) : content,
  }));
}

const treeOf = (contents: Contents) => new ChartTree(filesOf(contents));

async function archiveOf(name: string, contents: Contents): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await packArchive(name, filesOf(contents)).arrayBuffer());
}

/** The path and the code of a fault. */
function faultOf(part: Part<unknown> | undefined): [string, string] | undefined {
  return part && 'fault' in part ? [part.fault.path, part.fault.error.code] : undefined;
}

async function namesOf(tree: ChartTree): Promise<(string | [string, string] | undefined)[]> {
  return (await tree.subcharts()).map(({ path, chart }) =>
    'value' in chart ? `${path}: ${chart.value.written.name}` : faultOf(chart),
  );
}

test('other parts can be read if one can’t', async () => {
  const tree = treeOf({
    'Chart.yaml': chartYaml('a').replace('1.0.0', 'latest'),
    'Chart.lock': 'dependencies: {}\n',
    'requirements.lock': 'digest: x\n',
    'values.yaml': '- a list\n',
    'charts/b/Chart.yaml': '{',
    'charts/c/Chart.yaml': chartYaml('c'),
  });
  expect(tree.written.name).toBe('a');
  expect(faultOf(tree.metadata())).toEqual(['Chart.yaml', 'chart.version-invalid']);
  expect(tree.locks().map(faultOf)).toEqual([['Chart.lock', 'chart.metadata-invalid'], undefined]);
  expect(faultOf(tree.values())).toEqual(['values.yaml', 'chart.yaml-invalid']);
  const [b, c] = (await tree.subcharts()).map(({ chart }) => valueOf(chart).metadata());
  expect(faultOf(b)).toEqual(['Chart.yaml', 'chart.yaml-invalid']);
  expect(faultOf(c)).toBeUndefined();
});

test('an unreadable requirements.yaml is reported as the cause', () => {
  const tree = treeOf({ 'Chart.yaml': chartYaml('a', 'v1'), 'requirements.yaml': 'a: b: c\n' });
  expect(faultOf(tree.metadata())).toEqual(['requirements.yaml', 'chart.yaml-invalid']);
  expect(tree.declared).toMatchObject({ path: 'Chart.yaml', list: [] });
});

test.each([
  ['<<<<<<< ours\n', { field: '', reason: 'no-map', line: 1 }],
  ['dependencies:\n- x\n', { field: 'dependencies[0]', reason: 'no-map', line: 2 }],
  [
    'dependencies:\n- name: x\n  alias: a.b\n',
    { field: 'dependencies[0].alias', reason: 'alias', line: 3 },
  ],
])('requirements.yaml is named where it is at fault: %j', (requirements, fault) => {
  const tree = treeOf({ 'Chart.yaml': chartYaml('a', 'v1'), 'requirements.yaml': requirements });
  expect(() => valueOf(tree.metadata())).toThrow(
    expect.objectContaining({
      code: 'chart.metadata-invalid',
      data: { path: 'requirements.yaml', ...fault },
    }),
  );
  expect(faultOf(tree.metadata())).toEqual(['requirements.yaml', 'chart.metadata-invalid']);
});

test('without Chart.yaml there is no metadata, but there is the rest', () => {
  const tree = treeOf({ 'values.yaml': 'a: 1\n' });
  expect(faultOf(tree.metadata())).toEqual(['Chart.yaml', 'chart.yaml-missing']);
  expect(tree.written).toEqual({});
  const values = tree.values();
  expect(values && valueOf(values).value).toEqual({ a: 1 });
});

test('the dependencies in requirements.yaml replace those in Chart.yaml', () => {
  const own = `${chartYaml('a')}dependencies: [{name: b, version: 1.x, alias: c}]\n`;
  const requirements = 'dependencies: [{name: d}]\n';
  const tree = treeOf({ 'Chart.yaml': own, 'requirements.yaml': requirements });
  // Go decodes into the existing list, so the rest of the first dependency remains.
  const list = [{ name: 'd', version: '1.x', alias: 'c' }];
  expect(tree.declared).toMatchObject({ path: 'requirements.yaml', list });
  expect(valueOf(tree.metadata()).dependencies).toMatchObject(list);
  const silent = treeOf({ 'Chart.yaml': own, 'requirements.yaml': 'other: {}\n' });
  expect(silent.declared).toMatchObject({ path: 'Chart.yaml', list: [{ name: 'b' }] });
});

test('files are grouped as Helm does it', () => {
  const files = {
    'Chart.yaml': chartYaml('a'),
    'values.schema.json': '{}',
    'templates/a.yaml': '',
    'templates/b/_c.tpl': '',
    'templates.txt': '',
    'crds/a.yaml': '',
    'crds/b/c.JSON': '',
    'crds/README.md': '',
    'charts/b/Chart.yaml': '',
    'charts/b-1.tgz.prov': '',
    'requirements.yaml': '',
    'requirements.lock': '',
    '.helmignore': '',
  };
  const tree = treeOf(files);
  const paths = (list: readonly ChartFile[]) => list.map(({ path }) => path);
  expect(tree.schema?.path).toBe('values.schema.json');
  expect(paths(tree.templates)).toEqual(['templates/a.yaml', 'templates/b/_c.tpl']);
  expect(paths(tree.crds)).toEqual(['crds/a.yaml', 'crds/b/c.JSON']);
  const others = ['templates.txt', 'crds/a.yaml', 'crds/b/c.JSON', 'crds/README.md'];
  expect(paths(tree.others)).toEqual([...others, 'charts/b-1.tgz.prov', '.helmignore']);
  const v1 = treeOf({ ...files, 'Chart.yaml': chartYaml('a', 'v1') });
  expect(paths(v1.others)).toEqual(
    expect.arrayContaining(['requirements.yaml', 'requirements.lock']),
  );
});

test('charts/ is read from folders and archives, to any depth', async () => {
  const inner = await archiveOf('d', { 'Chart.yaml': chartYaml('d') });
  const tree = treeOf({
    'Chart.yaml': chartYaml('a'),
    'charts/b/Chart.yaml': chartYaml('b'),
    'charts/b/charts/c/Chart.yaml': chartYaml('c'),
    'charts/e-1.tgz': await archiveOf('e', {
      'Chart.yaml': chartYaml('e'),
      'charts/d.tgz': inner,
    }),
    'charts/_off/Chart.yaml': chartYaml('off'),
    'charts/.DS_Store': '',
    'charts/e-1.tgz.prov': '',
  });
  expect(await namesOf(tree)).toEqual(['charts/b: b', 'charts/e-1.tgz: e']);
  const [b, e] = (await tree.subcharts()).map(({ chart }) => valueOf(chart));
  expect(await namesOf(b as ChartTree)).toEqual(['charts/c: c']);
  expect([...(b as ChartTree).files.keys()]).toEqual(['Chart.yaml', 'charts/c/Chart.yaml']);
  expect(await namesOf(e as ChartTree)).toEqual(['charts/d.tgz: d']);
});

test('an entry of charts/ that isn’t a chart is reported', async () => {
  const tree = treeOf({
    'Chart.yaml': chartYaml('a'),
    'charts/README.md': '',
    'charts/b.tgz': 'x',
    'charts/c.tgz/Chart.yaml': chartYaml('c'),
  });
  const [readme, ...others] = await tree.subcharts();
  const loose = readme && valueOf(readme.chart).metadata();
  expect(faultOf(loose)).toEqual(['Chart.yaml', 'chart.yaml-missing']);
  expect(others.map(({ chart }) => faultOf(chart))).toEqual([
    ['charts/b.tgz', 'archive.not-gzip'],
    ['charts/c.tgz', 'archive.not-gzip'],
  ]);
});

test('the unpacked sizes of nested archives are added up', async () => {
  const inner = await archiveOf('c', { 'Chart.yaml': chartYaml('c'), 'a.txt': 'x'.repeat(2000) });
  const outer = await archiveOf('b', { 'Chart.yaml': chartYaml('b'), 'charts/c.tgz': inner });
  const files = filesOf({ 'Chart.yaml': chartYaml('a'), 'charts/b.tgz': outer });
  const tree = new ChartTree(files, { room: { left: 2000 } });
  const [b] = await tree.subcharts();
  expect(await namesOf(valueOf((b as { chart: Part<ChartTree> }).chart))).toEqual([
    ['charts/c.tgz', 'archive.too-large'],
  ]);
});

test('each part is read once', async () => {
  const tree = treeOf({ 'Chart.yaml': chartYaml('a'), 'values.yaml': '', 'charts/b/x': '' });
  expect(tree.chartYaml()).toBe(tree.chartYaml());
  expect(tree.metadata()).toBe(tree.metadata());
  expect(tree.values()).toBe(tree.values());
  expect(await tree.subcharts()).toBe(await tree.subcharts());
});
