import { appendFileSync } from 'node:fs';

/** One comparison of a run: what was measured, beside what, and how it should come out. */
export interface Measured {
  /** What was done: `packing 117 charts`. */
  what: string;
  /** What it took here, in `unit`. */
  value: number;
  unit: 'ms' | 'MB' | 'kB' | 'requests';
  /** The same done by another program, in the same run. */
  beside?: { name: string; value: number } | undefined;
  /** What is aimed at: a ratio to `beside`, or a value in `unit` where nothing is beside it. */
  aim?: { most: number } | { timesFaster: number } | undefined;
  /**
   * What it can't be less than here, measured in the same run and in `unit`: the least that the
   * browser, the network or the registry takes for it.
   */
  bound?: { name: string; value: number } | undefined;
}

/** What couldn't be measured, and what is missing for it. */
export interface Missing {
  what: string;
  missing: string;
}

export type Figure = Measured | Missing;

/** Notes a figure for the table that `npm run bench` makes (`scripts/bench.mjs`). */
export function record(figure: Figure): void {
  const file = process.env['BENCH_FIGURES'];
  if (file) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}
