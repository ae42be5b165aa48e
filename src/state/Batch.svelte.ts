import { shareTags, type Tagged, type TagWish } from '../core/actions/common-tags.ts';
import { PushQueue, type Refusal } from '../core/actions/push-queue.ts';
import { byChart, chartsOfSameTag, type SameTag } from '../core/actions/same-tag.ts';
import type { ChosenChart } from '../core/actions/selection.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { Format } from '../core/formats/format.ts';
import type { WorkProgress } from '../text/work.ts';
import { CommonTags } from './CommonTags.svelte.ts';
import { Completion } from './Completion.svelte.ts';
import { Enquiries } from './Enquiries.ts';
import { PublishChart } from './PublishChart.svelte.ts';
import type { PushSettings } from './push-settings.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** Charts that were chosen together, and where they go. */
export class Batch implements PushSettings<PublishChart>, Work {
  readonly kind = 'push';
  readonly charts: readonly PublishChart[];
  /** The address of the page that shows them, until other charts take their place. */
  href = $state.raw<string | undefined>('#/publish');
  /** The registries that require a sign-in, each once; pushes to them wait for it. */
  refusals = $state.raw<readonly Refusal[]>([]);

  /** Whether all of them were pushed together, as far as that could be done. */
  ended = $state.raw(false);

  #format = $state.raw<Format>('helm');
  #path = $state.raw('');
  /** Those that are to be pushed together. */
  readonly ticked: readonly PublishChart[] = $derived.by(() =>
    this.charts.filter(({ ticked }) => ticked),
  );
  /** Those of them that haven't been pushed and aren't being pushed. */
  readonly left: readonly PublishChart[] = $derived.by(() =>
    this.ticked.filter(({ isPushed, push }) => !isPushed && !push.running),
  );
  /** Groups of charts that would overwrite each other. */
  readonly sameTags: readonly SameTag<PublishChart>[] = $derived.by(() =>
    chartsOfSameTag(this.ticked, this.#format),
  );
  readonly #sameTagOf = $derived.by(() => byChart(this.sameTags));
  // Made here, and not in the constructor: a function that is made there holds what the others made
  // there hold, the charts chosen before, and these those before them.
  /** The further tags that are set for all of them. */
  readonly common = new CommonTags(() => {
    for (const { push } of this.charts) push.reset();
  });
  readonly #shared = $derived.by(() => shareTags(this.common.wish, this.ticked, tagged));
  /** Charts that are held back because they lack dependencies. */
  readonly lacking: readonly PublishChart[] = $derived.by(() =>
    this.ticked.filter(({ isPushed, lacking }) => lacking.length > 0 && !isPushed),
  );
  /** The fetching of what they lack. */
  readonly completion = new Completion();
  // Made here for the same reason as `common`.
  readonly #queue = new PushQueue((refusals) => (this.refusals = refusals));
  /** The number of pushes, and of calls of `pushAll`, that haven't ended. */
  #active = 0;
  /** Whether there are any. The count itself is no state: Svelte would look through the page at every push. */
  #running = $state.raw(false);
  #end = () => {};
  readonly asking = new Enquiries().ask;

  /**
   * Charts that were chosen `before`, by the same names, needn't be packed anew where they are. If
   * their place is `readAgain`, what the person did to them stays.
   */
  constructor(
    chosen: readonly ChosenChart[],
    settings: { path: string; format: Format; wish?: TagWish | undefined },
    services: Services,
    before: readonly PublishChart[] = [],
    readAgain = false,
  ) {
    this.#path = settings.path;
    this.#format = settings.format;
    if (settings.wish) this.common.beginWith(settings.wish);
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shows it
    const known = new Map(before.map((chart) => [chart.name, chart]));
    this.charts = chosen.map(
      (one) => new PublishChart(one, this, services, known.get(one.name), readAgain),
    );
  }

  get format(): Format {
    return this.#format;
  }

  set format(format: Format) {
    this.#format = format;
    for (const chart of this.charts) {
      chart.push.reset();
      chart.keep.reset();
      chart.artifact = undefined;
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

  /** Has the registries asked that wait for the person to leave a box. */
  settle(): void {
    for (const { lookUp } of this.charts) lookUp.settle();
  }

  /** Looks up what the registries hold where any of those goes that are left, out of sight too. */
  async lookUpAll(wayTo: (chart: PublishChart) => string): Promise<void> {
    for (const chart of this.left) {
      if (chart.chart && !chart.artifact) await chart.preview();
      chart.lookUp.take(chart.aim, false, wayTo(chart));
      chart.lookUp.ask();
    }
  }

  sameTag(chart: PublishChart): SameTag<PublishChart> | undefined {
    return this.#sameTagOf.get(chart);
  }

  commonTags(chart: PublishChart): readonly string[] {
    return this.#shared.get(chart) ?? [];
  }

  isShown({ open }: PublishChart): boolean {
    return open || this.charts.length === 1;
  }

  get running(): boolean {
    return this.#running;
  }

  get subject(): string {
    const [only, ...others] = this.charts;
    if (only && others.length === 0) return only.push.result?.reference ?? only.reference;
    return `${this.ticked.length} charts to ${this.#path}`;
  }

  get failure(): ChartroomError | undefined {
    const [refusal] = this.refusals;
    const errors = this.charts.flatMap(({ push }) => push.error ?? []);
    // Of several charts some may be cancelled; what failed is what is told.
    return refusal ?? errors.find(({ code }) => code !== 'aborted') ?? errors[0];
  }

  get howFar(): WorkProgress {
    const [only, ...others] = this.charts;
    if (only && others.length === 0) {
      const { bytes: done, size: all } = only.push.transfer;
      return { unit: 'bytes', done, all };
    }
    const done = this.charts.filter(({ isPushed }) => isPushed).length;
    return { unit: 'charts', done, all: this.ticked.length };
  }

  /** Resolves when of each chart it is known what it is, or why it can't be packed. */
  async settled(): Promise<void> {
    await Promise.all(this.charts.map(({ settled }) => settled));
  }

  /** Packs and checks all of them. */
  async load(): Promise<void> {
    await Promise.all(this.charts.map((chart) => chart.load()));
    this.#preview();
  }

  /**
   * Pushes every ticked chart that hasn't been pushed and isn't being pushed, as soon as all are packed;
   * one failure doesn't stop the rest. Charts that would overwrite each other or that lack
   * dependencies are held back. Charts whose registry requires a sign-in wait, and are pushed when
   * this is called again after it.
   */
  async pushAll(): Promise<void> {
    this.ended = false;
    await this.underWay(this.#queue.pushAll(this.left));
    this.ended = this.refusals.length === 0;
  }

  /** Has the app show that something of this is being pushed. */
  async underWay<T>(pushing: Promise<T>): Promise<T> {
    if (this.#active++ === 0) {
      this.#running = true;
      workList.begin(this, new Promise<void>((resolve) => (this.#end = resolve)));
    }
    try {
      return await pushing;
    } finally {
      if (--this.#active === 0) {
        this.#running = false;
        this.#end();
      }
    }
  }

  cancel(): void {
    this.#queue.cancel();
    for (const { push } of this.charts) push.cancel();
  }

  /** To be called when other charts were chosen: what is being pushed goes on. */
  leave(): void {
    this.href = undefined;
    this.completion.reset();
    if (this.running) return;
    for (const chart of this.charts) chart.dispose();
    this.#queue.cancel();
  }

  /**
   * A single chart shows the digest that it will have; for many charts that would be too much work.
   */
  #preview(): void {
    const [only, ...others] = this.charts;
    if (only && others.length === 0) void only.preview();
  }
}

/** What further tags are shared out by; undefined until the chart is packed and has a destination. */
function tagged({ chart, destination }: PublishChart): Tagged | undefined {
  if (!chart || !destination) return undefined;
  const repository = destination.tag.slice(0, destination.tag.lastIndexOf(':'));
  return { repository, version: chart.metadata.version };
}
