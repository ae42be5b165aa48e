import { appendFileSync } from 'node:fs';

/** One comparison of a run: what was measured, beside what, and how it should come out. */
export interface Figure {
  /** What was done: `packing 117 charts`. */
  what: string;
  /** What it took here, in `unit`. */
  value: number;
  unit: 'ms' | 'MB' | 'requests';
  /** The same done by another program, in the same run. */
  beside?: { name: string; value: number } | undefined;
  /** What is aimed at: a ratio to `beside`, or a value in `unit` where nothing is beside it. */
  aim?: { most: number } | { timesFaster: number } | undefined;
}

/** Notes a figure for the table that `npm run bench` makes (`scripts/bench.mjs`). */
export function record(figure: Figure): void {
  const file = process.env['BENCH_FIGURES'];
  if (file) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}
