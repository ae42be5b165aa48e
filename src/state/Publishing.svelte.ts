import type { Refusal } from '../core/actions/push-queue.ts';
import type { SameTag } from '../core/actions/same-tag.ts';
import { chartsIn, type ChosenChart, type Selection } from '../core/actions/selection.ts';
import { ChartroomError } from '../core/errors.ts';
import type { Format } from '../core/formats/format.ts';
import { Batch } from './Batch.svelte.ts';
import type { Completion } from './Completion.svelte.ts';
import { lastPlace } from './last-place.ts';
import type { PublishChart } from './PublishChart.svelte.ts';
import type { Services } from './services.ts';

/** The publish page: the charts that are chosen now, and their destination. */
export class Publishing {
  /** Whether dropped folders are being read. */
  reading = $state.raw(false);
  error = $state.raw<ChartroomError | undefined>();
  /** The charts that are chosen now; those that were chosen before may still be under way. */
  batch: Batch;
  /** Counts the choices: what is read again is shown in the place of the same choice. */
  choice = $state.raw(0);
  /** Reads the place anew that the charts were chosen from, where the browser can. */
  #again = $state.raw<Selection['again']>();
  readonly #services: Services;
  /** Counts the readings: if one begins before another has ended, only the later is shown. */
  #readings = 0;
  /** The charts that are being read again, until they take the place of those that are shown. */
  #next: Batch | undefined;

  constructor(services: Services) {
    this.#services = services;
    const none = new Batch([], { path: lastPlace(), format: 'helm' }, services);
    this.batch = $state.raw(none);
  }

  get charts(): readonly PublishChart[] {
    return this.batch.charts;
  }

  get refusals(): readonly Refusal[] {
    return this.batch.refusals;
  }

  get sameTags(): readonly SameTag<PublishChart>[] {
    return this.batch.sameTags;
  }

  /** Charts that are held back because they lack dependencies. */
  get lacking(): readonly PublishChart[] {
    return this.batch.lacking;
  }

  /** The fetching of what they lack. */
  get completion(): Completion {
    return this.batch.completion;
  }

  get running(): boolean {
    return this.batch.running;
  }

  get format(): Format {
    return this.batch.format;
  }

  set format(format: Format) {
    this.batch.format = format;
  }

  get path(): string {
    return this.batch.path;
  }

  set path(path: string) {
    this.batch.path = path;
  }

  /** Replaces the current selection; its pushes that are under way go on. */
  async choose(selecting: Selection | Promise<Selection>): Promise<void> {
    let chosen: readonly ChosenChart[] = [];
    const isLatest = await this.#read(async (isLatest) => {
      chosen = await this.#chartsIn(selecting, isLatest);
    });
    if (!isLatest()) return;
    this.choice += 1;
    const next = this.#batchOf(chosen);
    this.#show(next);
    await next.load();
  }

  /** Whether the charts can be read anew without being chosen once more. */
  get canReadAgain(): boolean {
    return this.#again !== undefined;
  }

  /**
   * Takes the charts as they are now: from `selecting`, if the person had to choose them once more.
   * What was typed stays, and so does what is shown until they are packed, or if they can't be read.
   */
  async readAgain(selecting?: Selection | Promise<Selection>): Promise<void> {
    if (this.reading || this.running) return;
    await this.#read(async (isLatest) => {
      const chosen = await this.#chartsIn(selecting ?? this.#again?.() ?? NOTHING, isLatest);
      if (!isLatest()) return;
      const next = (this.#next = this.#batchOf(chosen, true));
      const loading = next.load();
      await next.settled();
      this.#next = undefined;
      if (!isLatest()) return next.leave();
      this.#show(next);
      await loading;
    });
  }

  /** Stops the reading: what was shown before stays. */
  stopReading(): void {
    this.#readings += 1;
    this.reading = false;
    this.#next?.leave();
  }

  /** Calls the packing off of all that isn't packed yet. */
  stopPacking(): void {
    for (const chart of this.charts) chart.stop();
  }

  /** Packs charts whose packing was called off. */
  async packAfterAll(charts: readonly PublishChart[] = this.charts): Promise<void> {
    await Promise.all(charts.map((chart) => chart.packAfterAll()));
  }

  pushAll(): Promise<void> {
    return this.batch.pushAll();
  }

  cancelAll(): void {
    this.batch.cancel();
  }

  /** Reads charts, and tells what keeps them from being read; resolves with whether they count. */
  async #read(read: (isLatest: () => boolean) => Promise<void>): Promise<() => boolean> {
    const reading = ++this.#readings;
    const isLatest = () => reading === this.#readings;
    this.reading = true;
    this.error = undefined;
    try {
      await read(isLatest);
    } catch (thrown) {
      if (isLatest()) this.error = ChartroomError.from(thrown);
    }
    if (isLatest()) this.reading = false;
    return isLatest;
  }

  async #chartsIn(
    selecting: Selection | Promise<Selection>,
    isLatest: () => boolean,
  ): Promise<readonly ChosenChart[]> {
    const selection = await selecting;
    const chosen = await chartsIn(selection);
    if (isLatest()) this.#again = selection.again;
    return chosen;
  }

  #batchOf(chosen: readonly ChosenChart[], readAgain = false): Batch {
    const { charts, common, format, path } = this.batch;
    const settings = readAgain
      ? { path, format, wish: common.wish }
      : { path: lastPlace(), format };
    return new Batch(chosen, settings, this.#services, charts, readAgain);
  }

  #show(batch: Batch): void {
    this.batch.leave();
    this.batch = batch;
  }
}

const NOTHING: Selection = { files: [], loose: [] };
