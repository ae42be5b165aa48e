import { expect, test } from 'vitest';
import { ChartTree } from '../../core/chart/tree.ts';
import { formatPath } from '../../core/values/path.ts';
import { pathOf } from '../../core/values/outline.ts';
import { readValuesView } from '../../core/values/view.ts';
import { ValuesLines } from './values-rows.ts';

const VALUES = `# Of the server.
server:
  # -- Its ingress
  ingress:
    enabled: false
    hosts:
      - name: a
        path: /
      - name: b
  image:
    tag: ""
text: |
  about ingress
flow: {one: 1}
`;
const bytes = new TextEncoder().encode(VALUES);
const chart = {
  path: 'Chart.yaml',
  bytes: new TextEncoder().encode('apiVersion: v2\nname: a\nversion: 1.0.0'),
};
const view = await readValuesView(new ChartTree([chart, { path: 'values.yaml', bytes }]), {
  chart: '',
});
const lines = new ValuesLines(view.text, view.keys);
const at = (path: string) =>
  view.keys.findIndex((_, i) => formatPath(pathOf(view.keys, i)) === path);
const NONE = { folded: new Set<number>(), unfolded: new Set<number>(), wanted: '' };
const keysOf = (sight: Partial<typeof NONE>) =>
  lines.rows({ ...NONE, ...sight }).rows.map(({ key }) => key);

test('each line is a row; a hyphen and its key are one entry, with its place among all', () => {
  const { rows } = lines.rows(NONE);
  expect(rows.map(({ key }) => key)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
  const places = rows.map(({ level, posinset, setsize, isOpen }) => [
    level,
    posinset,
    setsize,
    isOpen,
  ]);
  expect(places[0]).toEqual([0, 0, 0, undefined]);
  expect(places[1]).toEqual([1, 1, 3, true]);
  expect(places[6]).toEqual([4, 1, 2, true]);
  expect(places[7]).toEqual([5, 1, 1, undefined]);
  expect(places[8]).toEqual([4, 2, 2, undefined]);
  expect(rows[6]?.value).toBe(at('server.ingress.hosts[0].name'));
  expect(rows[6]?.fold).toBe(at('server.ingress.hosts[0]'));
  expect(rows[13]?.value).toBe(at('flow'));
});

test('what is in a folded key isn’t shown', () => {
  expect(keysOf({ folded: new Set([at('server.ingress')]) })).toEqual([
    1, 2, 3, 4, 10, 11, 12, 13, 14,
  ]);
  expect(keysOf({ folded: new Set(lines.foldable(1)) })).toEqual([1, 2, 12, 13, 14]);
  expect(lines.foldable(2).map((key) => formatPath(pathOf(view.keys, key)))).toEqual([
    'server.ingress',
    'server.ingress.hosts',
    'server.ingress.hosts[0]',
    'server.image',
  ]);
});

test('a search shows what is found by path or text, with its comment and what it is in', () => {
  expect(keysOf({ wanted: 'INGRESS' })).toEqual([2, 3, 4, 12, 13]);
  expect(keysOf({ wanted: 'hosts[0].name' })).toEqual([2, 4, 6, 7]);
  expect(lines.rows({ ...NONE, wanted: 'ingress' }).hits).toHaveLength(3);
  // What is found can be unfolded, and folded again.
  const ingress = new Set([at('server.ingress')]);
  expect(keysOf({ wanted: 'ingress', unfolded: ingress })).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9, 12, 13,
  ]);
  expect(keysOf({ wanted: 'ingress', folded: new Set([at('server')]) })).toEqual([2, 12, 13]);
  expect(keysOf({ wanted: 'nowhere' })).toEqual([]);
});
