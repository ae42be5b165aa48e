import { expect, test } from 'vitest';
import { loadOrder } from './load-order.ts';
import { packingOrder } from './order.ts';

const NONE = new Uint8Array();

function order(chartYaml: string, ...paths: string[]) {
  const text = new TextEncoder();
  const { files, leftOut } = packingOrder([
    ...paths.map((path) => ({ path, bytes: NONE })),
    { path: 'Chart.yaml', bytes: text.encode(chartYaml) },
  ]);
  return { files: files.map(({ path }) => path), leftOut };
}

test('files are met depth first, names by their bytes', () => {
  const paths = ['a.txt', 'a/z', 'Z', 'a-b', 'é', '\u{1f600}', '\uff01', 'a/b/c', 'a/b.c'];
  const sorted = paths.map((path) => ({ path })).sort(loadOrder);
  expect(sorted.map(({ path }) => path)).toEqual([
    ...['Z', 'a/b/c', 'a/b.c', 'a/z', 'a-b', 'a.txt', 'é', '\uff01', '\u{1f600}'],
  ]);
});

test("Helm's seven steps, subcharts last and each in the same order", () => {
  const { files, leftOut } = order(
    'apiVersion: v2',
    ...['README.md', '.helmignore', 'crds/x.yaml', 'templates/_h.tpl', 'templates/a/b.yaml'],
    ...['values.yaml', 'values.schema.json', 'Chart.lock', 'templates.txt', 'charts.txt'],
    ...['charts/b/templates/x.yaml', 'charts/b/README.md', 'charts/b/Chart.yaml'],
    ...['charts/b/charts/z/Chart.yaml', 'charts/b/values.yaml', 'charts/a-1.0.tgz'],
  );
  expect(files).toEqual([
    ...['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json'],
    ...['templates/_h.tpl', 'templates/a/b.yaml'],
    ...['.helmignore', 'README.md', 'charts.txt', 'crds/x.yaml', 'templates.txt'],
    'charts/a-1.0.tgz',
    ...['charts/b/Chart.yaml', 'charts/b/values.yaml', 'charts/b/templates/x.yaml'],
    ...['charts/b/README.md', 'charts/b/charts/z/Chart.yaml'],
  ]);
  expect(leftOut).toEqual([]);
});

test('what starts with _ or . in charts/ is left out, provenance files are not', () => {
  const { files, leftOut } = order(
    'apiVersion: v2',
    ...['charts/_off/Chart.yaml', 'charts/_off/values.yaml', 'charts/.DS_Store'],
    ...['charts/a-1.0.tgz.prov', 'charts/_off/x.prov', 'charts/b/charts/_no/x'],
  );
  expect(files).toEqual(['Chart.yaml', 'charts/_off/x.prov', 'charts/a-1.0.tgz.prov']);
  expect(leftOut).toEqual(['charts/.DS_Store', 'charts/_off/', 'charts/b/charts/_no/']);
});

test('a v1 chart has requirements and no Chart.lock', () => {
  const files = ['Chart.lock', 'requirements.lock', 'requirements.yaml', 'values.yaml'];
  expect(order('name: x', ...files)).toEqual({
    files: ['Chart.yaml', 'values.yaml', 'requirements.lock', 'requirements.yaml'],
    leftOut: ['Chart.lock'],
  });
});

test('a v2 chart keeps its requirements, which Helm reads from the archive as from the folder', () => {
  expect(order('apiVersion: v2', 'requirements.yaml', 'requirements.lock').files).toEqual([
    ...['Chart.yaml', 'requirements.lock', 'requirements.yaml'],
  ]);
});

test('where Chart.yaml is broken everything is kept', () => {
  expect(order('a: b: c', 'Chart.lock').files).toEqual(['Chart.yaml', 'Chart.lock']);
});
