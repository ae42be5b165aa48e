/** A file of a chart as the tree shows it, or a folder with what is in it. */
export interface TreeNode {
  name: string;
  path: string;
  /** Bytes; for a folder, of all files in it. */
  size: number;
  /** .helmignore leaves it out, or all that is in it. */
  ignored: boolean;
  children?: TreeNode[];
}

interface Branch extends TreeNode {
  children: TreeNode[];
}

/** Bounds of a tree; real charts have hundreds of files, a few folders deep. */
const DEEPEST = 60;
const MOST_FILES = 10_000;
const MOST_FOLDERS = 20_000;

/** A tree of files, and how many of them are in it. */
export interface FileTree {
  nodes: TreeNode[];
  shown: number;
}

/**
 * Files by their paths as a tree, what is left out among them; folders that were left out end
 * in `/`. Folders come first, then files, each by name. Of too many files the first are taken;
 * where folders lie too deep, or are too many, the rest of the path is the file's name.
 */
export function fileTree(
  files: readonly { path: string; size: number }[],
  ignored: readonly string[] = [],
): FileTree {
  const root = folder('', '');
  const folders = new Map<string, Branch>([['', root]]);

  /** The folder that a path lies in, as far as folders are told apart, and its name there. */
  function place(path: string): { folder: Branch; name: string } {
    let at = root;
    let start = 0;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const end = path.indexOf('/', start);
      if (end < 0) break;
      const upTo = path.slice(0, end);
      const known = folders.get(upTo);
      if (!known && folders.size >= MOST_FOLDERS) break;
      const next = known ?? folder(path.slice(start, end), upTo);
      if (!known) {
        folders.set(upTo, next);
        at.children.push(next);
      }
      at = next;
      start = end + 1;
    }
    return { folder: at, name: path.slice(start) };
  }

  for (const { path, size } of files.slice(0, MOST_FILES)) {
    const { folder, name } = place(path);
    folder.children.push({ name, path, size, ignored: false });
  }
  for (const entry of ignored.slice(0, MOST_FILES)) {
    const path = entry.replace(/\/$/, '');
    const { folder, name } = place(path);
    const shown = entry.endsWith('/') ? `${name}/` : name;
    folder.children.push({ name: shown, path, size: 0, ignored: true });
  }
  settle(root);
  const shown = Math.min(files.length, MOST_FILES) + Math.min(ignored.length, MOST_FILES);
  return { nodes: root.children, shown };
}

function folder(name: string, path: string): Branch {
  return { name, path, size: 0, ignored: false, children: [] };
}

/** Sorts what is in a folder, and in those in it, and adds up its size. */
function settle(branch: Branch): void {
  for (const child of branch.children) {
    if (child.children) settle(child as Branch);
    branch.size += child.size;
  }
  branch.ignored = branch.children.every(({ ignored }) => ignored);
  branch.children.sort(byKindAndName);
}

function byKindAndName(a: TreeNode, b: TreeNode): number {
  const kind = Number(b.children !== undefined) - Number(a.children !== undefined);
  return kind || (a.name < b.name ? -1 : 1);
}
