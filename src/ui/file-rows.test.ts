import { expect, test } from 'vitest';
import { fileRows } from './file-rows.ts';
import { fileTree } from './file-tree.ts';

test('rows have their level and place among siblings; what is in closed folders has none', () => {
  const { nodes } = fileTree(
    ['Chart.yaml', 'templates/a.yaml', 'templates/tests/b.yaml'].map((path) => ({ path, size: 1 })),
    ['notes/'],
  );
  const rows = fileRows(nodes, (_, level) => level === 1);
  expect(
    rows.map(({ key, level, posinset, setsize, isOpen }) => [
      key,
      level,
      posinset,
      setsize,
      isOpen,
    ]),
  ).toEqual([
    ['templates/', 1, 1, 3, true],
    ['templates/tests/', 2, 1, 2, false],
    ['templates/a.yaml', 2, 2, 2, undefined],
    ['Chart.yaml', 1, 2, 3, undefined],
    ['notes?', 1, 3, 3, undefined],
  ]);
});
