import type { ValueKey } from '../../core/values/key.ts';
import { formatPath } from '../../core/values/path.ts';
import type { TreeRow } from '../../ui/tree-rows.ts';

/** A line of values as it is shown. Its key as a row is the line, counted from 1. */
export interface ValuesRow extends TreeRow {
  key: number;
  /** The index of the key that begins on the line; of several the one that people mean. */
  value?: number | undefined;
  /** The index of the outermost key on the line that has lines of its own below. */
  fold?: number | undefined;
}

/** Which rows are shown: those of folded keys aren't, and of a search only what is found. */
export interface ValuesSight {
  /** Keys that are folded, by their indices. */
  folded: ReadonlySet<number>;
  /** Keys that are unfolded although a search found nothing in them. */
  unfolded: ReadonlySet<number>;
  /** What is searched for; empty for nothing. */
  wanted: string;
}

/** Values line by line, as a tree whose entries are the lines that keys begin on. */
export class ValuesLines {
  readonly lines: readonly string[];
  readonly keys: readonly ValueKey[];
  /** By line: a row as it is with all open; undefined for a line on which no key begins. */
  readonly #rows: (ValuesRow | undefined)[] = [];
  /** By key: its path in small letters, and the line of the entry that it is in, 0 for none. */
  readonly #paths: string[] = [];
  readonly #parents: number[] = [];
  #lowered: readonly string[] | undefined;

  constructor(text: string, keys: readonly ValueKey[]) {
    this.lines = text === '' ? [] : text.split('\n');
    this.keys = keys;
    keys.forEach((key, i) => {
      this.#paths.push(`${this.#pathAround(key)}${formatPath([key.step])}`.toLowerCase());
      const around = keys[key.parent];
      const isOnLine = around?.line === key.line;
      this.#parents.push(isOnLine ? (this.#parents[key.parent] ?? 0) : (around?.line ?? 0));
      this.#addTo(key.line, i);
    });
    const sizes = new Map<number, number>();
    for (const row of this.#rows) {
      if (!row) continue;
      const parent = this.#parentLine(row);
      row.level = (this.#rows[parent]?.level ?? 0) + 1;
      row.posinset = (sizes.get(parent) ?? 0) + 1;
      sizes.set(parent, row.posinset);
    }
    for (const row of this.#rows) if (row) row.setsize = sizes.get(this.#parentLine(row)) ?? 1;
  }

  /** The row of the line that a key begins on. */
  rowOf(index: number): ValuesRow | undefined {
    return this.#rows[this.keys[index]?.line ?? 0];
  }

  /** All keys with lines of their own from a level on; the top is level 1. */
  foldable(fromLevel = 1): number[] {
    return this.#rows.flatMap((row) =>
      row?.fold !== undefined && row.level >= fromLevel ? [row.fold] : [],
    );
  }

  /** The keys around a key, and those of which `index` is a part on the same line. */
  around(index: number): number[] {
    const found: number[] = [];
    for (let at = index; at >= 0; at = this.keys[at]?.parent ?? -1) found.push(at);
    return found;
  }

  /** The rows to show, and the lines that were found. */
  rows({ folded, unfolded, wanted }: ValuesSight): { rows: ValuesRow[]; hits: readonly number[] } {
    const matches = wanted === '' ? undefined : this.#matches(wanted.toLowerCase());
    const rows: ValuesRow[] = [];
    let allUpTo = 0;
    for (let line = 1; line <= this.lines.length; line++) {
      if (matches && line > allUpTo && !matches.shown.has(line)) continue;
      const known = this.#rows[line];
      if (!known) {
        rows.push({ key: line, level: 0, posinset: 0, setsize: 0 });
        continue;
      }
      const { fold } = known;
      const end = this.keys[fold ?? -1]?.end ?? line;
      const isOpened = fold !== undefined && unfolded.has(fold);
      const isOpen =
        fold !== undefined &&
        !folded.has(fold) &&
        (!matches || isOpened || line <= allUpTo || matches.above.has(line));
      rows.push(fold === undefined ? known : { ...known, isOpen });
      if (fold !== undefined && !isOpen) line = end;
      else if (isOpened) allUpTo = Math.max(allUpTo, end);
    }
    return { rows, hits: matches?.hits ?? [] };
  }

  /** The lines to show for a search: what has it in its path or its text, and what that is in. */
  #matches(wanted: string): { shown: Set<number>; above: Set<number>; hits: number[] } {
    const shown = new Set<number>();
    const above = new Set<number>();
    const hits: number[] = [];
    this.#lowered ??= this.lines.map((line) => line.toLowerCase());
    const lowered = this.#lowered;
    let current = -1;
    let next = 0;
    const showWithParents = (index: number) => {
      for (let line = this.keys[index]?.line ?? 0; line > 0;) {
        shown.add(line);
        const parent = this.#parents[this.#rows[line]?.value ?? -1] ?? 0;
        if (parent > 0) above.add(parent);
        line = parent;
      }
    };
    for (let line = 1; line <= lowered.length; line++) {
      while ((this.keys[next]?.begin ?? Infinity) <= line) current = next++;
      const key = this.#rows[line]?.value;
      const isByPath = key !== undefined && this.#hasInPath(key, wanted);
      if (!isByPath && !lowered[line - 1]?.includes(wanted)) continue;
      hits.push(line);
      shown.add(line);
      const own = this.keys[current];
      if (!own) continue;
      showWithParents(current);
      // A text of many lines is found in its key.
      if (line > own.line && line <= own.end) above.add(own.line);
      if (key !== undefined) for (let at = own.begin; at < own.line; at++) shown.add(at);
    }
    return { shown, above, hits };
  }

  /** Whether a path is found, and not already that of the key around it. */
  #hasInPath(index: number, wanted: string): boolean {
    const key = this.keys[index];
    const around = this.#paths[key?.parent ?? -1] ?? '';
    return (this.#paths[index]?.includes(wanted) ?? false) && !around.includes(wanted);
  }

  #pathAround({ parent, step }: ValueKey): string {
    const around = this.#paths[parent];
    if (around === undefined) return '';
    return typeof step === 'number' ? around : `${around}.`;
  }

  /** A hyphen and the key behind it are one entry, which is the key's. */
  #addTo(line: number, index: number): void {
    const key = this.keys[index];
    const fold = key?.isBranch && key.end > line ? index : undefined;
    const known = this.#rows[line];
    if (!known) {
      this.#rows[line] = { key: line, level: 1, posinset: 1, setsize: 1, value: index, fold };
    } else if (
      key?.parent === known.value &&
      typeof this.keys[known.value ?? -1]?.step === 'number'
    ) {
      known.value = index;
      known.fold ??= fold;
    }
  }

  #parentLine({ value }: ValuesRow): number {
    return this.#parents[value ?? -1] ?? 0;
  }
}
