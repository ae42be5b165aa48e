import type { Format } from '../core/formats/format.ts';
import { ChartroomError } from '../core/errors.ts';
import type { Selection } from '../platform/files.ts';
import { chosenCharts } from './chosen.ts';
import { PublishChart, type PushSettings } from './PublishChart.svelte.ts';
import type { Services } from './services.ts';
import { lastPlace } from './suggest.ts';

/** Pushes side by side; each sends up to three blobs at a time. */
const PUSHES = 3;

/** The publish page: what was chosen, and where it goes. */
export class Publishing implements PushSettings {
  charts = $state.raw<readonly PublishChart[]>([]);
  /** Folders that were dropped are being walked. */
  reading = $state.raw(false);
  error = $state.raw<ChartroomError | undefined>();

  #format = $state.raw<Format>('helm');
  #path = $state.raw(lastPlace());
  readonly #services: Services;
  #cancelled = false;

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
    for (const chart of this.charts) chart.push.reset();
  }

  get running(): boolean {
    return this.charts.some(({ push }) => push.running);
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
  }

  /** Pushes every chart that isn't there yet; one failure doesn't stop the rest. */
  async pushAll(): Promise<void> {
    if (this.running) return;
    this.#cancelled = false;
    const queue = this.charts.filter(({ chart, push }) => chart && push.phase !== 'done').values();
    const runner = async () => {
      for (const chart of queue) {
        if (this.#cancelled) return;
        await chart.start();
      }
    };
    await Promise.all(Array.from({ length: PUSHES }, runner));
  }

  /** A chart on its own shows the digest it will have; of many, that would be a lot of work. */
  #preview(): void {
    const [only, ...others] = this.charts;
    if (only && others.length === 0) void only.preview();
  }

  cancelAll(): void {
    this.#cancelled = true;
    for (const { push } of this.charts) push.cancel();
  }
}
