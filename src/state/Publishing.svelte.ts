import type { Format } from '../core/formats/format.ts';
import { ChartroomError, isChartroomError } from '../core/errors.ts';
import type { Selection } from '../platform/files.ts';
import { chosenCharts } from './chosen.ts';
import { PublishChart, type PushSettings } from './PublishChart.svelte.ts';
import type { Services } from './services.ts';
import { lastPlace, registryIn } from './suggest.ts';

/**
 * Pushes side by side. A browser has six connections to a host (HTTP/1.1), and a chart has one
 * large blob: so one connection is left for what is small.
 */
const PUSHES = 5;

/** A registry's word that it wants to know who asks; whom it knows may still be denied one chart. */
type Refusal = ChartroomError<'auth.required' | 'auth.realm-untrusted'>;

function isRefusal(error: ChartroomError | undefined): error is Refusal {
  return (
    isChartroomError(error, 'auth.required') || isChartroomError(error, 'auth.realm-untrusted')
  );
}

/** The publish page: what was chosen, and where it goes. */
export class Publishing implements PushSettings {
  charts = $state.raw<readonly PublishChart[]>([]);
  /** Folders that were dropped are being walked. */
  reading = $state.raw(false);
  error = $state.raw<ChartroomError | undefined>();
  /** The registries that want to know who pushes, each once: what goes there waits for that. */
  refusals = $state.raw<readonly Refusal[]>([]);

  #format = $state.raw<Format>('helm');
  #path = $state.raw(lastPlace());
  readonly #services: Services;
  /** What is still to be pushed. */
  #queue: PublishChart[] = [];
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

  /** Registry and path that references are suggested below. */
  get path(): string {
    return this.#path;
  }

  set path(path: string) {
    this.#path = path;
    this.refusals = [];
    for (const chart of this.charts) chart.push.reset();
  }

  get running(): boolean {
    return this.#pushing > 0 || this.charts.some(({ push }) => push.running);
  }

  /** Takes a selection in place of what was there. */
  async choose(selecting: Selection | Promise<Selection>): Promise<void> {
    this.reading = true;
    this.error = undefined;
    try {
      const chosen = chosenCharts(await selecting);
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
    for (const chart of this.charts) chart.dispose();
    this.charts = [];
    this.error = undefined;
    this.#queue = [];
    this.refusals = [];
  }

  /**
   * Pushes every chart that isn't there yet, nor on its way, as soon as it is packed; one
   * failure doesn't stop the rest. Charts that a registry wants a sign-in for wait, and go on
   * when this is called after it.
   */
  async pushAll(): Promise<void> {
    this.refusals = [];
    this.#queue = this.charts.filter(({ push }) => push.phase !== 'done' && !push.running);
    const idle = Math.max(PUSHES - this.#pushing, 0);
    await Promise.all(Array.from({ length: idle }, () => this.#pushNext()));
  }

  async #pushNext(): Promise<void> {
    this.#pushing += 1;
    for (let chart = await this.#next(); chart; chart = await this.#next()) {
      await chart.start();
      const { error } = chart.push;
      if (isRefusal(error)) this.#wait(chart, error);
    }
    this.#pushing -= 1;
  }

  /** The next one that is packed, and needn't wait for a sign-in. */
  async #next(): Promise<PublishChart | undefined> {
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      await next.settled;
      // Meanwhile another may have taken it, or all was cancelled.
      if (this.#queue[0] !== next) continue;
      this.#queue.shift();
      const { chart, reference } = next;
      const registry = registryIn(reference);
      if (chart && !this.refusals.some(({ data }) => data.registry === registry)) return next;
    }
    return undefined;
  }

  #wait(chart: PublishChart, refusal: Refusal): void {
    if (!this.charts.includes(chart)) return;
    chart.push.reset();
    const { registry } = refusal.data;
    if (this.refusals.some(({ data }) => data.registry === registry)) return;
    this.refusals = [...this.refusals, refusal];
  }

  /** A chart on its own shows the digest it will have; of many, that would be a lot of work. */
  #preview(): void {
    const [only, ...others] = this.charts;
    if (only && others.length === 0) void only.preview();
  }

  cancelAll(): void {
    this.#queue = [];
    this.refusals = [];
    for (const { push } of this.charts) push.cancel();
  }
}
