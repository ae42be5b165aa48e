import type { Comment } from './comments.ts';
import { formatPath } from './path.ts';
import type { SchemaNote } from './schema-notes.ts';
import type { SchemaPlace } from './schema-place.ts';
import type { ValueKey } from './key.ts';

/** A key of a chart's documentation. */
export interface TableRow {
  path: string;
  types: string[];
  /** As JSON, or as the author puts it. */
  default?: string | undefined;
  about?: Comment | undefined;
  note?: SchemaNote | undefined;
  /** Whether values.yaml has it; otherwise only the schema does. */
  isWritten: boolean;
}

/** Bounds of a table; a schema may lead in circles. */
export const MOST_ROWS = 10_000;
const DEEPEST = 14;

/**
 * The keys of a chart as a table: those of its values, then those that only the schema names. A key
 * with others in it is listed where something is said of it; lists are values as a whole.
 */
export function tableOf(keys: readonly ValueKey[], schema: SchemaPlace): TableRow[] {
  const rows: TableRow[] = [];
  const members = new Map<number, number[]>();
  keys.forEach(({ parent }, i) => {
    const known = members.get(parent);
    if (known) known.push(i);
    else members.set(parent, [i]);
  });
  walk(-1, [], schema);
  return rows;

  function walk(at: number, path: readonly string[], place: SchemaPlace): void {
    if (path.length > DEEPEST) return;
    const written = new Set<string>();
    for (const index of members.get(at) ?? []) {
      const key = keys[index] as ValueKey;
      const step = String(key.step);
      written.add(step);
      const below = [...path, step];
      const hasKeys = key.kind === 'map' && key.isBranch;
      const { about, note } = key;
      if (!hasKeys || about?.description !== undefined || note?.description !== undefined) {
        add({
          path: formatPath(below),
          types: note?.types.length ? note.types : [about?.type ?? key.kind],
          default: hasKeys ? about?.default : defaultOf(key),
          about,
          note,
          isWritten: true,
        });
      }
      if (hasKeys) walk(index, below, place.below(step));
    }
    for (const step of place.keys()) {
      if (written.has(step)) continue;
      const below = [...path, step];
      const within = place.below(step);
      const note = within.note(place.requires(step));
      const hasKeys = within.keys().length > 0;
      if (note && (!hasKeys || note.description !== undefined || path.length + 1 > DEEPEST)) {
        add({
          path: formatPath(below),
          types: note.types,
          default: note.default,
          note,
          isWritten: false,
        });
      }
      if (hasKeys) walk(Infinity, below, within);
    }
  }

  function add(row: TableRow): void {
    if (rows.length < MOST_ROWS) rows.push(row);
  }
}

function defaultOf({ about, value, kind, note }: ValueKey): string | undefined {
  return about?.default ?? value ?? (kind === 'map' || kind === 'list' ? undefined : note?.default);
}
