import type { RenderedChart, RenderedObject } from '../../../core/compute/rendering.ts';

/** A rendering as a page lists it: its objects, and the lines of those that are unfolded. */
export type Row =
  | { kind: 'object'; key: string; index: number; object: RenderedObject; isOpen: boolean }
  | { kind: 'line'; key: string; number: number; text: string }
  /** Lines of a folded object that have what is searched for are shown; so many more are not. */
  | { kind: 'more'; key: string; index: number; count: number };

export interface RowWishes {
  /** What is searched for, in any case. */
  wanted: string;
  /** The file that the objects are from, below the root of the chart. */
  file: string | undefined;
  isOpen: (index: number) => boolean;
}

/** Lines shown of a folded object that have what is searched for. */
const MOST_HITS = 12;

/** `lines` are those of the whole text. */
export function rowsOf(
  { objects }: Pick<RenderedChart, 'objects'>,
  lines: readonly string[],
  { wanted, file, isOpen }: RowWishes,
): { rows: Row[]; objects: number; hits: number } {
  const rows: Row[] = [];
  const text = wanted.trim().toLowerCase();
  let shown = 0;
  let hits = 0;
  for (const [index, object] of objects.entries()) {
    if (file !== undefined && object.file !== file) continue;
    const found = text === '' ? [] : linesWith(text, object, lines);
    if (text !== '' && found.length === 0 && !headOf(object).includes(text)) continue;
    shown++;
    hits += found.length;
    const open = isOpen(index);
    rows.push({ kind: 'object', key: `object ${index}`, index, object, isOpen: open });
    const numbers = open
      ? Array.from({ length: object.lines }, (_, i) => object.line + i)
      : found.slice(0, MOST_HITS);
    for (const number of numbers) rows.push(lineRow(number, lines));
    if (!open && found.length > MOST_HITS)
      rows.push({ kind: 'more', key: `more ${index}`, index, count: found.length - MOST_HITS });
  }
  return { rows, objects: shown, hits };
}

function lineRow(number: number, lines: readonly string[]): Row {
  return { kind: 'line', key: `line ${number}`, number, text: lines[number - 1] ?? '' };
}

function linesWith(text: string, object: RenderedObject, lines: readonly string[]): number[] {
  const found: number[] = [];
  for (let number = object.line; number < object.line + object.lines; number++)
    if (lines[number - 1]?.toLowerCase().includes(text)) found.push(number);
  return found;
}

/** What stands in the row of an object. */
function headOf({ kind, name, namespace, source }: RenderedObject): string {
  return `${kind} ${name} ${namespace} ${source}`.toLowerCase();
}
