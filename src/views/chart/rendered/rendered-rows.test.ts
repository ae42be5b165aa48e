import { expect, test } from 'vitest';
import type { RenderedObject } from '../../../core/compute/rendering.ts';
import { rowsOf, type Row } from './rendered-rows.ts';

const LINES = [
  '---',
  'kind: Pod',
  'lamp: red',
  ...Array(20).fill('lamp: white'),
  '---',
  'kind: Job',
];
const object = (kind: string, line: number, lines: number): RenderedObject => ({
  ...{ kind, line, lines, apiVersion: 'v1', name: kind.toLowerCase(), namespace: '' },
  ...{ source: `c/templates/${kind}.yaml`, file: `templates/${kind}.yaml`, isCrd: false },
});
const OBJECTS = [object('Pod', 1, 23), object('Job', 24, 2)];

const NONE = { wanted: '', file: undefined, isOpen: () => false };
const keys = (rows: readonly Row[]) => rows.map(({ key }) => key);

test('folded, one by one and as one text', () => {
  expect(keys(rowsOf({ objects: OBJECTS }, LINES, NONE).rows)).toEqual(['object 0', 'object 1']);
  const one = rowsOf({ objects: OBJECTS }, LINES, { ...NONE, isOpen: (index) => index === 1 });
  expect(keys(one.rows)).toEqual(['object 0', 'object 1', 'line 24', 'line 25']);
  const all = rowsOf({ objects: OBJECTS }, LINES, { ...NONE, isOpen: () => true }).rows;
  const texts = all.flatMap((row) => (row.kind === 'line' ? [row.text] : []));
  expect(texts).toEqual(LINES);
});

test('a search leaves what has it: by name, by lines of which a few stand for many, and of one file', () => {
  const red = rowsOf({ objects: OBJECTS }, LINES, { ...NONE, wanted: ' RED' });
  expect(keys(red.rows)).toEqual(['object 0', 'line 3']);
  const white = rowsOf({ objects: OBJECTS }, LINES, { ...NONE, wanted: 'white' });
  expect(white).toMatchObject({ objects: 1, hits: 20 });
  expect(white.rows).toHaveLength(1 + 12 + 1);
  expect(white.rows.at(-1)).toMatchObject({ kind: 'more', index: 0, count: 8 });
  const named = rowsOf({ objects: OBJECTS }, LINES, { ...NONE, wanted: 'templates/job' });
  expect(keys(named.rows)).toEqual(['object 1']);
  const file = rowsOf({ objects: OBJECTS }, LINES, { ...NONE, file: 'templates/Pod.yaml' });
  expect(keys(file.rows)).toEqual(['object 0']);
});
