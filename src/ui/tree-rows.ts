/** A row of a tree, or a line between rows. */
export interface TreeRow {
  /** No two rows share it. */
  key: number | string;
  /** Counted from 1; 0 for a line that is no entry of the tree. */
  level: number;
  /** Its place among its siblings, and their number. */
  posinset: number;
  setsize: number;
  /** Undefined for an entry that nothing is in. */
  isOpen?: boolean | undefined;
}

/** What a key does in a tree (WAI-ARIA Authoring Practices, "Tree View"). */
export type TreeMove = { to: number } | { open: number } | { close: number };

/** The move that a key makes from the row at index `at`, with `page` rows in sight. */
export function treeMove(
  rows: readonly TreeRow[],
  at: number,
  key: string,
  page: number,
): TreeMove | undefined {
  const row = rows[at];
  switch (key) {
    case 'ArrowDown':
      return to(entryFrom(rows, at + 1, 1));
    case 'ArrowUp':
      return to(entryFrom(rows, at - 1, -1));
    case 'PageDown':
      return to(entryFrom(rows, Math.min(at + page, rows.length - 1), -1));
    case 'PageUp':
      return to(entryFrom(rows, Math.max(at - page, 0), 1));
    case 'Home':
      return to(entryFrom(rows, 0, 1));
    case 'End':
      return to(entryFrom(rows, rows.length - 1, -1));
    case 'ArrowRight':
      if (row?.isOpen === false) return { open: at };
      return row?.isOpen ? to(entryFrom(rows, at + 1, 1)) : undefined;
    case 'ArrowLeft':
      return row?.isOpen ? { close: at } : to(parentOf(rows, at));
    default:
      return undefined;
  }
}

/** The next entry whose text begins with what was typed, after the one at `at`, or from the top. */
export function typedTo(
  rows: readonly TreeRow[],
  at: number,
  typed: string,
  textOf: (index: number) => string,
): number | undefined {
  const from = typed.length > 1 ? 0 : 1;
  for (let i = 0; i < rows.length; i++) {
    const index = (at + from + i) % rows.length;
    const isEntry = (rows[index]?.level ?? 0) > 0;
    if (isEntry && textOf(index).toLowerCase().startsWith(typed)) return index;
  }
  return undefined;
}

function to(index: number | undefined): TreeMove | undefined {
  return index === undefined ? undefined : { to: index };
}

function entryFrom(rows: readonly TreeRow[], from: number, step: 1 | -1): number | undefined {
  for (let at = from; at >= 0 && at < rows.length; at += step) {
    if ((rows[at]?.level ?? 0) > 0) return at;
  }
  return undefined;
}

function parentOf(rows: readonly TreeRow[], at: number): number | undefined {
  const level = rows[at]?.level ?? 0;
  for (let above = at - 1; above >= 0; above--) {
    const row = rows[above];
    if (row && row.level > 0 && row.level < level) return above;
  }
  return undefined;
}
