import { expect, test, vi } from 'vitest';
import { foldRows } from './path-folds.ts';

/** The rows as text: indented, folders with the number of their items. */
function drawn(names: readonly string[], ...open: string[]): string[] {
  return foldRows(
    names,
    (name) => name,
    (path) => open.includes(path),
  ).map(
    (row) => '  '.repeat(row.depth) + row.label + (row.kind === 'folder' ? ` ${row.count}` : ''),
  );
}

const NAMES = ['argo/cd', 'argo/rollouts', 'nginx', 'org/team/a', 'org/team/b', 'redis/redis'];

test('items with a common path are in a folder, chains of folders in one, single items in none', () => {
  expect(drawn(NAMES)).toEqual(['argo/ 2', 'nginx', 'org/team/ 2', 'redis/redis']);
  expect(drawn(NAMES, 'org/team/')).toEqual([
    ...['argo/ 2', 'nginx', 'org/team/ 2', '  a', '  b', 'redis/redis'],
  ]);
});

test('folders in folders open one by one; a name can also be a folder', () => {
  const names = ['a', 'a/b', 'a/c/d', 'a/c/e', 'z'];
  expect(drawn(names)).toEqual(['a', 'a/ 3', 'z']);
  expect(drawn(names, 'a/')).toEqual(['a', 'a/ 3', '  b', '  c/ 2', 'z']);
  expect(drawn(names, 'a/', 'a/c/')).toEqual(['a', 'a/ 3', '  b', '  c/ 2', '    d', '    e', 'z']);
});

test('what all have in common is no folder', () => {
  expect(drawn(['team/a', 'team/b'])).toEqual(['team/a', 'team/b']);
  expect(drawn(['team/a/x', 'team/a/y', 'team/b'])).toEqual(['team/a/ 2', 'team/b']);
  expect(drawn(['team/a/x', 'team/a/y', 'team/b'], 'team/a/')).toEqual([
    ...['team/a/ 2', '  x', '  y', 'team/b'],
  ]);
  expect(drawn([])).toEqual([]);
  expect(drawn(['a/b'])).toEqual(['a/b']);
});

test('of ten thousand names each is asked for once', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `team-${i % 100}/chart-${i}`);
  const nameOf = vi.fn((name: string) => name);
  expect(foldRows(names, nameOf, (path) => path === 'team-7/')).toHaveLength(200);
  expect(nameOf).toHaveBeenCalledTimes(10_000);
});
