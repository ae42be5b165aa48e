import type { PackedChart } from '../core/chart/packed.ts';
import type { FilePlaces } from '../core/compute/compare.ts';
import { withSubcharts, type Comparison } from '../core/diff/comparison.ts';
import type { FileDiff } from '../core/diff/text.ts';
import type { ChartroomError } from '../core/errors.ts';
import { comparisonSummary } from '../text/compare.ts';
import { announce } from './announcer.svelte.ts';
import { CompareSide, type FindChosen } from './CompareSide.svelte.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** Two charts that are compared, from their names to what differs. */
export class Comparing {
  before: CompareSide = $state.raw() as CompareSide;
  after: CompareSide = $state.raw() as CompareSide;
  comparison = $state.raw<Comparison | undefined>();
  error = $state.raw<ChartroomError | undefined>();

  readonly #services: Services;
  readonly #chosen: FindChosen;
  #abort = new AbortController();
  /** Files that were compared by line: unfolding one again costs nothing. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shows it
  #files = new Map<string, Promise<FileDiff>>();

  constructor(before: string, after: string, services: Services, chosen: FindChosen) {
    this.#services = services;
    this.#chosen = chosen;
    this.before = new CompareSide(before, services, chosen);
    this.after = new CompareSide(after, services, chosen);
  }

  /** Both charts are here or on their way, and what differs isn't known yet. */
  get loading(): boolean {
    const { before, after, comparison, error } = this;
    const isComing = (side: CompareSide) => side.loading || side.chart !== undefined;
    return isComing(before) && isComing(after) && !comparison && !error;
  }

  /** Brings both charts and compares them. */
  async load(): Promise<void> {
    const sides = [this.before, this.after];
    await Promise.all(sides.filter(({ chart }) => !chart).map((side) => side.load()));
    await this.compare();
  }

  /** Compares other charts; one that is here already is not fetched again. */
  async take(before: string, after: string): Promise<void> {
    const known = [this.before, this.after];
    if (known[0]?.text === before && known[1]?.text === after) return;
    const sideOf = (text: string) =>
      known.find((side) => side.text === text) ??
      new CompareSide(text, this.#services, this.#chosen);
    this.before = sideOf(before);
    this.after = sideOf(after);
    for (const side of known) if (side !== this.before && side !== this.after) side.cancel();
    await this.load();
  }

  /** Compares what is here on both sides. */
  async compare(): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.comparison = undefined;
    this.error = undefined;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shows it
    this.#files = new Map();
    const [a, b] = [this.before.chart, this.after.chart];
    if (!a || !b) return;
    try {
      const compute = await this.#services.compute();
      const [own, subcharts] = await Promise.all([
        compute.compare(a, b, { signal }),
        hasSubcharts(a) || hasSubcharts(b) ? compute.compareSubcharts(a, b, { signal }) : [],
      ]);
      if (signal.aborted) return;
      const comparison = withSubcharts(own, subcharts);
      this.comparison = comparison;
      announce(comparisonSummary(comparison));
    } catch (thrown) {
      if (!signal.aborted) this.error = await failureOf(thrown);
    }
  }

  /** One file by line. */
  file(places: FilePlaces): Promise<FileDiff> {
    const key = JSON.stringify(places);
    const known = this.#files.get(key);
    if (known) return known;
    const files = this.#files;
    const comparing = this.#compareFile(places).catch((thrown: unknown) => {
      files.delete(key);
      throw thrown;
    });
    files.set(key, comparing);
    return comparing;
  }

  dispose(): void {
    this.before.cancel();
    this.after.cancel();
    this.#abort.abort();
  }

  async #compareFile(places: FilePlaces): Promise<FileDiff> {
    const [a, b] = [this.before.chart, this.after.chart] as [PackedChart, PackedChart];
    const compute = await this.#services.compute();
    const { signal } = this.#abort;
    return compute.compareFile(a, b, places, { signal });
  }
}

/** Whether a second worker has something to compare. */
function hasSubcharts({ files }: PackedChart): boolean {
  return files.some(({ path }) => path.startsWith('charts/'));
}
