import type { PackedChart } from '../core/chart/packed.ts';
import type { Compute } from '../core/compute/compute.ts';
import type { FileChanges } from '../core/compute/file-changes.ts';
import type { Finding } from '../core/lint/finding.ts';
import { findingChanges } from '../core/lint/since.ts';

/** A chart as it was read at one time. */
export interface Reading {
  /** Absent if it couldn't be packed. */
  readonly chart: PackedChart | undefined;
  /** Undefined while the checks run. */
  readonly findings: readonly Finding[] | undefined;
}

/** What changed in a chart since it was read the last time. */
export class Since {
  files = $state.raw<FileChanges | undefined>();
  /** Whether the files are compared, if they can be. */
  settled = $state.raw(false);
  /** Let go once the files are compared: of a thousand charts it would be much. */
  #chart: PackedChart | undefined;
  readonly #version: string | undefined;
  readonly #findings: readonly Finding[] | undefined;
  readonly #now: Reading;

  /** `before` is held as it is then; `now` may still be about to be packed and checked. */
  constructor({ chart, findings }: Reading, now: Reading) {
    this.#chart = chart;
    this.#version = chart?.metadata.version;
    this.#findings = findings;
    this.#now = now;
  }

  /** The versions of before and of now, if they differ. */
  readonly version: readonly [before: string, now: string] | undefined = $derived.by(() => {
    const before = this.#version;
    const now = this.#now.chart?.metadata.version;
    return before === undefined || now === undefined || before === now ? undefined : [before, now];
  });

  /** Which findings are new and which are gone, once the checks have ended. */
  readonly findings = $derived.by(() => {
    const { findings: now } = this.#now;
    return now && this.#findings && findingChanges(this.#findings, now);
  });

  /** Compares the files. Where that fails, nothing is told of them. */
  async compare(compute: Compute, signal: AbortSignal): Promise<void> {
    const before = this.#chart;
    const { chart: now } = this.#now;
    if (before && now) {
      this.files = await compute.changes(before, now, { signal }).catch(() => undefined);
    }
    this.#chart = undefined;
    this.settled = true;
  }
}
