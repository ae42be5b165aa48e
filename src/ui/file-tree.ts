/** A file of a chart as the tree shows it, or a folder with what is in it. */
export interface TreeNode {
  name: string;
  path: string;
  /** Bytes; for a folder, of all files in it. */
  size: number;
  /** .helmignore leaves it out. */
  ignored: boolean;
  children?: TreeNode[];
}

interface Branch extends TreeNode {
  children: TreeNode[];
}

/**
 * Files by their paths as a tree, what is left out among them; folders that were left out end
 * in `/`. Folders come first, then files, each by name.
 */
export function fileTree(
  files: readonly { path: string; size: number }[],
  ignored: readonly string[] = [],
): TreeNode[] {
  const root: Branch = { name: '', path: '', size: 0, ignored: false, children: [] };
  const branches = new Map<string, Branch>([['', root]]);

  function branch(path: string): Branch {
    const known = branches.get(path);
    if (known) return known;
    const made: Branch = { name: base(path), path, size: 0, ignored: false, children: [] };
    branches.set(path, made);
    branch(parent(path)).children.push(made);
    return made;
  }

  for (const { path, size } of files) {
    const leaf = { name: base(path), path, size, ignored: false };
    branch(parent(path)).children.push(leaf);
    for (let up = path; up !== '';) {
      up = parent(up);
      branch(up).size += size;
    }
  }
  for (const entry of ignored) {
    const path = entry.replace(/\/$/, '');
    const name = entry.endsWith('/') ? `${base(path)}/` : base(path);
    branch(parent(path)).children.push({ name, path, size: 0, ignored: true });
  }
  for (const { children } of branches.values()) children.sort(byKindAndName);
  return root.children;
}

function byKindAndName(a: TreeNode, b: TreeNode): number {
  const kind = Number(b.children !== undefined) - Number(a.children !== undefined);
  return kind || (a.name < b.name ? -1 : 1);
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
