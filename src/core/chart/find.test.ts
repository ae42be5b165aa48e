import { expect, test } from 'vitest';
import { findCharts } from './find.ts';

const blob = new Blob();

function found(...paths: string[]): Record<string, string[]> {
  const charts = findCharts(paths.map((path) => ({ path, blob })));
  return Object.fromEntries(
    charts.map(({ folder, files }) => [folder, files.map(({ path }) => path)]),
  );
}

test('a chart is named after its folder, at any depth', () => {
  expect(found('mychart/values.yaml', 'mychart/Chart.yaml')).toEqual({
    mychart: ['values.yaml', 'Chart.yaml'],
  });
  expect(found('repo/README.md', 'repo/charts/x/Chart.yaml')).toEqual({ x: ['Chart.yaml'] });
  expect(found('Chart.yaml', 'templates/a.yaml')).toEqual({
    '': ['Chart.yaml', 'templates/a.yaml'],
  });
});

test('several charts are named by their paths, in byte order', () => {
  const charts = found(
    'repo/charts/b/Chart.yaml',
    'repo/other/deep/a/Chart.yaml',
    'repo/charts/b/x',
    'repo/charts/a/Chart.yaml',
    'repo/charts/loose.txt',
  );
  expect(Object.entries(charts)).toEqual([
    ['repo/charts/a', ['Chart.yaml']],
    ['repo/charts/b', ['Chart.yaml', 'x']],
    ['repo/other/deep/a', ['Chart.yaml']],
  ]);
});

test('charts within a chart are its parts, not charts of their own', () => {
  expect(found('c/charts/sub/Chart.yaml', 'c/ci/test/Chart.yaml', 'c/Chart.yaml')).toEqual({
    c: ['charts/sub/Chart.yaml', 'ci/test/Chart.yaml', 'Chart.yaml'],
  });
});

test('an error for no chart has the name of the folder', () => {
  const none = expect.objectContaining({ code: 'folder.no-chart', data: { folder: 'photos' } });
  expect(() => found('photos/a.jpg', 'photos/chart.yaml', 'photos/Chart.yaml/x')).toThrow(none);
});

test('a chart whose Chart.yaml has another name is found, and hides the charts within it', () => {
  for (const name of ['Chart.yml', 'chart.yaml', 'CHART.YAML']) {
    expect(found(`umbrella/${name}`, 'umbrella/charts/part/Chart.yaml')).toEqual({
      umbrella: [name, 'charts/part/Chart.yaml'],
    });
  }
  // Of something else than a chart such a file may be part.
  expect(found('repo/chart.yml', 'repo/x/Chart.yaml')).toEqual({ x: ['Chart.yaml'] });
});

test('each file is looked at a few times, however many charts there are', () => {
  let looks = 0;
  const watched = (path: string) => ({
    get path() {
      looks++;
      return path;
    },
    blob,
  });
  const paths = Array.from({ length: 300 }, (_, i) => [
    `repo/c${i}/${i % 3 === 0 ? 'Chart.yml' : 'Chart.yaml'}`,
    `repo/c${i}/templates/a.yaml`,
    `repo/c${i}/values.yaml`,
  ]).flat();
  expect(findCharts(paths.map(watched))).toHaveLength(300);
  expect(looks).toBeLessThanOrEqual(5 * paths.length);
});
