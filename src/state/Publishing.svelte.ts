import type { Format } from '../core/formats/format.ts';
import { PushQueue, type Refusal } from '../core/actions/push-queue.ts';
import { chartsOfSameTag, type SameTag } from '../core/actions/same-tag.ts';
import { chartsIn, type Selection } from '../core/actions/selection.ts';
import { ChartroomError } from '../core/errors.ts';
import { Completion } from './Completion.svelte.ts';
import { lastPlace } from './last-place.ts';
import { PublishChart, type PushSettings } from './PublishChart.svelte.ts';
import type { Services } from './services.ts';

/** The publish page: the chosen charts and their destination. */
export class Publishing implements PushSettings {
  charts = $state.raw<readonly PublishChart[]>([]);
  /** Whether dropped folders are being read. */
  reading = $state.raw(false);
  error = $state.raw<ChartroomError | undefined>();
  /** The registries that require a sign-in, each once; pushes to them wait for it. */
  refusals = $state.raw<readonly Refusal[]>([]);

  #format = $state.raw<Format>('helm');
  #path = $state.raw(lastPlace());
  /** Groups of charts that would overwrite each other. */
  readonly sameTags = $derived(chartsOfSameTag(this.charts, this.#format));
  /** Charts that are held back because they lack dependencies. */
  readonly lacking = $derived(
    this.charts.filter(({ lacking, push }) => lacking.length > 0 && push.phase !== 'done'),
  );
  /** The fetching of what they lack. */
  readonly completion = new Completion();
  readonly #services: Services;
  readonly #queue = new PushQueue((refusals) => (this.refusals = refusals));
  /** The number of calls of `pushAll` that haven't ended. */
  #pushing = $state.raw(0);

  constructor(services: Services) {
    this.#services = services;
  }

  get format(): Format {
    return this.#format;
  }

  set format(format: Format) {
    this.#format = format;
    for (const chart of this.charts) {
      chart.push.reset();
      chart.keep.reset();
    }
    this.#preview();
  }

  /** The registry and path below which references are suggested. */
  get path(): string {
    return this.#path;
  }

  set path(path: string) {
    this.#path = path;
    this.#queue.forgetRefusals();
    for (const chart of this.charts) chart.push.reset();
  }

  sameTag(chart: PublishChart): SameTag<PublishChart> | undefined {
    return this.sameTags.find(({ charts }) => charts.includes(chart));
  }

  get running(): boolean {
    return this.#pushing > 0 || this.charts.some(({ push }) => push.running);
  }

  /** Replaces the current selection. */
  async choose(selecting: Selection | Promise<Selection>): Promise<void> {
    this.reading = true;
    this.error = undefined;
    try {
      const chosen = chartsIn(await selecting);
      const before = this.charts;
      this.clear();
      this.#path = lastPlace();
      this.charts = chosen.map(
        (one) =>
          new PublishChart(
            one,
            this,
            this.#services,
            before.find(({ name }) => name === one.name),
          ),
      );
    } catch (thrown) {
      this.clear();
      this.error = ChartroomError.from(thrown);
    } finally {
      this.reading = false;
    }
    await Promise.all(this.charts.map((chart) => chart.load()));
    this.#preview();
  }

  clear(): void {
    this.completion.reset();
    for (const chart of this.charts) chart.dispose();
    this.charts = [];
    this.error = undefined;
    this.#queue.cancel();
  }

  /**
   * Pushes every chart that hasn't been pushed and isn't being pushed, as soon as all are packed;
   * one failure doesn't stop the rest. Charts that would overwrite each other or that lack
   * dependencies are held back. Charts whose registry requires a sign-in wait, and are pushed when
   * this is called again after it.
   */
  async pushAll(): Promise<void> {
    this.#pushing += 1;
    const left = this.charts.filter(({ push }) => push.phase !== 'done' && !push.running);
    await this.#queue.pushAll(left);
    this.#pushing -= 1;
  }

  /**
   * A single chart shows the digest that it will have; for many charts that would be too much work.
   */
  #preview(): void {
    const [only, ...others] = this.charts;
    if (only && others.length === 0) void only.preview();
  }

  cancelAll(): void {
    this.#queue.cancel();
    for (const { push } of this.charts) push.cancel();
  }
}
