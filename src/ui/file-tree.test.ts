import { expect, it } from 'vitest';
import { fileTree, type TreeNode } from './file-tree.ts';

const FILES = [
  { path: 'Chart.yaml', size: 10 },
  { path: 'templates/web/a.yaml', size: 3 },
  { path: 'templates/b.yaml', size: 4 },
  { path: 'README.md', size: 1 },
];

function outline(nodes: TreeNode[], depth = 0): string[] {
  return nodes.flatMap(({ name, size, ignored, children }) => [
    `${'  '.repeat(depth)}${name} ${ignored ? 'left out' : size}`,
    ...outline(children ?? [], depth + 1),
  ]);
}

it('puts folders first, with the size of all they hold', () => {
  expect(outline(fileTree(FILES).nodes)).toEqual([
    'templates 7',
    '  web 3',
    '    a.yaml 3',
    '  b.yaml 4',
    'Chart.yaml 10',
    'README.md 1',
  ]);
});

it('shows ignored files in their place', () => {
  expect(outline(fileTree(FILES.slice(0, 1), ['.git/', 'docs/notes.tmp']).nodes)).toEqual([
    'docs left out',
    '  notes.tmp left out',
    '.git/ left out',
    'Chart.yaml 10',
  ]);
});

it('limits its depth', () => {
  const path = `${'d/'.repeat(500_000)}file`;
  let [node] = fileTree([{ path, size: 7 }]).nodes;
  let depth = 0;
  for (; node?.children; depth++) [node] = node.children;
  expect(depth).toBe(60);
  expect(node).toEqual({ name: path.slice(120), path, size: 7, ignored: false });
});

it('takes the first of too many files, and no more folders than anybody opens', () => {
  const files = Array.from({ length: 60_000 }, (_, i) => ({ path: `a/b${i}/c/d`, size: 1 }));
  const { nodes, shown } = fileTree(files);
  expect(shown).toBe(10_000);
  expect(nodes[0]?.size).toBe(10_000);
  expect(outline(nodes).length).toBeLessThan(30_001);
});
