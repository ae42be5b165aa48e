/** A row of a list that is folded by path: an item, or a folder of several. */
export type FoldRow<Item> =
  | { kind: 'item'; key: string; item: Item; label: string; depth: number }
  | { kind: 'folder'; key: string; path: string; label: string; count: number; depth: number };

interface Named<Item> {
  item: Item;
  name: string;
}

/**
 * The rows of `items`, those with a common path in a folder: `charts/` for `charts/a` and
 * `charts/b`. A folder of folders alone is one with them (`org/charts/`), a single item needs none,
 * and what all items have in common is no folder either. What is in a folder is there only if
 * `isOpen` says so of its path.
 */
export function foldRows<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  isOpen: (path: string) => boolean,
): FoldRow<Item>[] {
  const rows: FoldRow<Item>[] = [];
  const add = (members: readonly Named<Item>[], above: string, depth: number) => {
    for (const [part, within] of byPart(members, above.length)) {
      const [first] = within;
      if (!first) continue;
      if (within.length === 1 || !part.endsWith('/')) {
        for (const { item, name } of within) {
          rows.push({ kind: 'item', key: name, item, label: name.slice(above.length), depth });
        }
        continue;
      }
      const path = commonPath(within);
      const label = path.slice(above.length);
      rows.push({ kind: 'folder', key: path, path, label, count: within.length, depth });
      if (isOpen(path)) add(within, path, depth + 1);
    }
  };
  const named = items.map((item) => ({ item, name: nameOf(item) }));
  const common = commonPath(named);
  // Names stay whole where there is nothing to tell apart by their beginning.
  if (byPart(named, common.length).size === named.length) {
    return named.map(({ item, name }) => ({
      kind: 'item',
      key: name,
      item,
      label: name,
      depth: 0,
    }));
  }
  add(named, common, 0);
  if (common === '') return rows;
  return rows.map((row) => (row.depth === 0 ? { ...row, label: common + row.label } : row));
}

/** The members by the next part of their path: `charts/`, or the whole rest of a name. */
function byPart<Item>(members: readonly Named<Item>[], start: number) {
  const parts = new Map<string, Named<Item>[]>();
  for (const member of members) {
    const slash = member.name.indexOf('/', start);
    const part = member.name.slice(start, slash < 0 ? undefined : slash + 1);
    const others = parts.get(part);
    if (others) others.push(member);
    else parts.set(part, [member]);
  }
  return parts;
}

/** The longest path that all names begin with, with its slash; empty if there is none. */
function commonPath(members: readonly Named<unknown>[]): string {
  let common = members[0]?.name ?? '';
  for (const { name } of members) {
    let end = 0;
    while (end < common.length && common[end] === name[end]) end++;
    common = common.slice(0, end);
  }
  return common.slice(0, common.lastIndexOf('/') + 1);
}
