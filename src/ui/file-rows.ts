import type { TreeNode } from './file-tree.ts';
import type { TreeRow } from './tree-rows.ts';

/** A file or a folder of a tree as a row. */
export interface FileRow extends TreeRow {
  key: string;
  node: TreeNode;
}

/** The rows of a tree of files, of which folders are open or not. */
export function fileRows(
  nodes: readonly TreeNode[],
  isOpen: (folder: TreeNode, level: number) => boolean,
): FileRow[] {
  const rows: FileRow[] = [];
  const add = (siblings: readonly TreeNode[], level: number) => {
    siblings.forEach((node, i) => {
      const key = `${node.path}${node.children ? '/' : ''}${node.ignored ? '?' : ''}`;
      const row: FileRow = { key, level, posinset: i + 1, setsize: siblings.length, node };
      rows.push(row);
      if (!node.children) return;
      row.isOpen = isOpen(node, level);
      if (row.isOpen) add(node.children, level + 1);
    });
  };
  add(nodes, 1);
  return rows;
}
