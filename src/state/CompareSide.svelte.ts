import { parseSide, type Side } from '../core/actions/side.ts';
import { chartsIn, type Selection } from '../core/actions/selection.ts';
import { readListed } from '../core/actions/listed-chart.ts';
import { pull, readKept } from '../core/actions/pull.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import type { ChartroomError } from '../core/errors.ts';
import { formatReference, type Reference } from '../core/oci/reference.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';
import { Transfer } from './Transfer.svelte.ts';

/** Finds a chart that was chosen in this tab, by the name of its folder or archive. */
export type FindChosen = (name: string) => Promise<PackedChart | undefined>;

/** One of the two charts of a comparison, from its name to its content. */
export class CompareSide {
  /** As the address has it; see `parseSide`. */
  readonly text: string;
  readonly side: Side;
  chart = $state.raw<PackedChart | undefined>();
  /** Where it was found at a registry, with a tag or digest in place of a range. */
  found = $state.raw<Reference | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  /** It is on disk, and this tab doesn't know it (any longer): the person has to choose it. */
  unchosen = $state.raw(false);
  readonly transfer = new Transfer();

  readonly #services: Services;
  readonly #chosen: FindChosen;
  #abort = new AbortController();

  constructor(text: string, services: Services, chosen: FindChosen) {
    this.text = text;
    this.side = parseSide(text);
    this.#services = services;
    this.#chosen = chosen;
  }

  get loading(): boolean {
    return this.text !== '' && !this.chart && !this.error && !this.unchosen;
  }

  /** Fetches, reads or finds the chart. */
  async load(): Promise<void> {
    if (this.text === '') return;
    await this.#attempt(async (signal) => {
      const { side } = this;
      const options = { signal, onProgress: this.transfer.report };
      if (side.at === 'folder') {
        const chart = await this.#chosen(side.name);
        this.unchosen = chart === undefined;
        return chart;
      }
      const services = this.#services;
      const { chart, found } = await (side.at === 'library'
        ? readKept(side.name, services, options)
        : side.at === 'repository'
          ? readListed(side.name, services, options)
          : pull(side.reference, services, options));
      this.found = found;
      return chart;
    });
  }

  /** Takes what the person chose for a side on disk: the chart of its name, or the first one. */
  async choose(selection: Selection): Promise<void> {
    await this.#attempt(async (signal) => {
      const charts = await chartsIn(selection);
      const { side } = this;
      const named = charts.find(({ name }) => side.at === 'folder' && name === side.name);
      const compute = await this.#services.compute();
      const chart = await (named ?? charts[0])?.load(compute, { signal });
      this.unchosen = chart === undefined;
      return chart;
    });
  }

  /** The chart as a chart's page shows it, where there is such a page. */
  get place(): string {
    return this.found ? formatReference(this.found) : this.text;
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #attempt(bring: (signal: AbortSignal) => Promise<PackedChart | undefined>): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.error = undefined;
    this.unchosen = false;
    try {
      const chart = await bring(signal);
      if (!signal.aborted) this.chart = chart;
    } catch (thrown) {
      if (!signal.aborted) this.error = await failureOf(thrown);
    }
  }
}
