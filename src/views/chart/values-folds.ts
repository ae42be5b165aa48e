import { keyAt, pathOf } from '../../core/values/outline.ts';
import type { ValueKey } from '../../core/values/key.ts';
import { formatPath, parsePath } from '../../core/values/path.ts';
import type { Query } from '../../state/routes.ts';
import type { ValuesLines } from './values-rows.ts';

/** From which level on values are folded; empty for none. */
export type FoldLevel = '' | '1' | '2' | '3';

/** Which keys are folded: all from a level on, but for those that a person has opened or closed. */
export interface Folds {
  level: FoldLevel;
  /** By their indices. */
  opened: ReadonlySet<number>;
  closed: ReadonlySet<number>;
}

const LEVELS: readonly string[] = ['1', '2', '3'];
/** An address that is longer is cut by what people send it with. */
const MOST = 40;

/** The folds that an address tells. */
export function foldsOf({ unfold = '', open = '', closed = '' }: Query, keys: readonly ValueKey[]) {
  return {
    level: (LEVELS.includes(unfold) ? unfold : '') as FoldLevel,
    opened: keysIn(open, keys),
    closed: keysIn(closed, keys),
  };
}

/** What an address says of folds; of many single ones the last. */
export function queryOf({ level, opened, closed }: Folds, keys: readonly ValueKey[]): Query {
  const list = (indices: ReadonlySet<number>) =>
    [...indices]
      .slice(-MOST)
      .map((index) => formatPath(pathOf(keys, index)))
      .join(',');
  return { unfold: level, open: list(opened), closed: list(closed) };
}

/** The keys that are folded then. */
export function foldedKeys({ level, opened, closed }: Folds, lines: ValuesLines): Set<number> {
  const byLevel = level === '' ? [] : lines.foldable(Number(level));
  return new Set([...byLevel.filter((key) => !opened.has(key)), ...closed]);
}

/**
 * The folds after one more key was opened or closed; `isPlain` if it stands open wherever nobody has
 * closed it.
 */
export function withFold(
  { level, opened, closed }: Folds,
  key: number,
  isOpen: boolean,
  isPlain = false,
): Folds {
  const without = (keys: ReadonlySet<number>) => [...keys].filter((one) => one !== key);
  return {
    level,
    opened: new Set(isOpen && !isPlain ? [...without(opened), key] : without(opened)),
    closed: new Set(isOpen ? without(closed) : [...without(closed), key]),
  };
}

/** Paths as `formatPath` writes them hold no comma without a backslash before it. */
function keysIn(list: string, keys: readonly ValueKey[]): Set<number> {
  const paths = list.match(/(?:\\.|[^\\,])+/gs) ?? [];
  const found = paths.slice(0, MOST).map((path) => keyAt(keys, parsePath(path)));
  return new Set(found.filter((index) => index !== undefined));
}
