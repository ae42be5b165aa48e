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
  readonly #services: Services;

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
    this.reading = true;
    this.error = undefined;
    try {
      this.#show(chartsIn(await selecting));
    } catch (thrown) {
      this.#show([]);
      this.error = ChartroomError.from(thrown);
    } finally {
      this.reading = false;
    }
    await this.batch.load();
  }

  pushAll(): Promise<void> {
    return this.batch.pushAll();
  }

  cancelAll(): void {
    this.batch.cancel();
  }

  #show(chosen: readonly ChosenChart[]): void {
    const { batch: before } = this;
    before.leave();
    const settings = { path: lastPlace(), format: before.format };
    this.batch = new Batch(chosen, settings, this.#services, before.charts);
  }
}
