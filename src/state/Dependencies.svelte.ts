import { SvelteMap } from 'svelte/reactivity';
import type { SharedIndexes } from '../core/actions/fetch-dependency.ts';
import type { FetchedDependencies } from '../core/actions/dependencies.ts';
import { isMissing, type DependencyReport } from '../core/dependencies/state.ts';
import type { ChartSource } from '../core/chart/files.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import { ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** The chart whose dependencies these are. */
export interface Dependent {
  /** The name of its folder or archive. */
  readonly name: string;
  /** The address of the page that shows it. */
  readonly href: string | undefined;
  readonly chart: PackedChart | undefined;
  folder(path: string): ChartSource | undefined;
  complete(fetched: FetchedDependencies, signal: AbortSignal): Promise<void>;
}

/** The progress of one dependency. */
export interface DependencyProgress {
  bytes: number;
  total?: number | undefined;
}

export interface FetchOptions {
  update?: boolean;
  indexes?: SharedIndexes | undefined;
}

/** A chart's dependencies: which are there, and the fetching of the others. */
export class Dependencies implements Work {
  readonly kind = 'fetch';
  report = $state.raw<DependencyReport | undefined>();
  running = $state.raw(false);
  /** An error that stopped everything. */
  error = $state.raw<ChartroomError | undefined>();
  /** Why dependencies couldn't be fetched, by their index. */
  readonly failures = new SvelteMap<number, ChartroomError>();
  /** The progress of dependencies that are being fetched, by their index. */
  readonly progress = new SvelteMap<number, DependencyProgress>();
  /** Paths in the chart that the last fetch added. */
  fetched = $state.raw<readonly string[]>([]);
  /** What it fetched, but .helmignore leaves out. */
  leftOut = $state.raw<readonly string[]>([]);
  readonly missing = $derived(this.report?.dependencies.filter(isMissing) ?? []);

  readonly #dependent: Dependent;
  readonly #services: Services;
  #abort: AbortController | undefined;
  #update = false;
  /** The chart that `report` is about. */
  #reported: PackedChart | undefined;

  constructor(dependent: Dependent, services: Services) {
    this.#dependent = dependent;
    this.#services = services;
  }

  get subject(): string {
    return this.#dependent.name;
  }

  get href(): string | undefined {
    return this.#dependent.href;
  }

  get failure(): ChartroomError | undefined {
    return this.error ?? [...this.failures.values()][0];
  }

  /** Finds out which dependencies are there now. */
  async look(): Promise<void> {
    if (this.report && this.#reported === this.#dependent.chart) return;
    this.error = undefined;
    try {
      await this.#look();
    } catch (thrown) {
      this.error = await failureOf(thrown);
    }
  }

  async #look(): Promise<void> {
    const { chart } = this.#dependent;
    if (!chart?.metadata.dependencies) return;
    const compute = await this.#services.compute();
    const report = await compute.dependencies(chart);
    if (this.#dependent.chart !== chart) return;
    this.#reported = chart;
    this.report = report;
  }

  /**
   * Fetches missing dependencies; with `update` the highest version of each, and writes a new lock.
   * Charts that are completed together share `indexes`.
   */
  async fetch({ update = false, indexes }: FetchOptions = {}): Promise<void> {
    if (this.running || !this.report) return;
    this.#update = update;
    const fetching = this.#fetch(this.report, indexes);
    // Charts that are completed together are told together.
    if (!indexes) workList.begin(this, fetching);
    await fetching;
  }

  /** Repeats the last action. */
  again(): Promise<void> {
    return this.fetch({ update: this.#update });
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async #fetch(report: DependencyReport, indexes: SharedIndexes | undefined): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    this.running = true;
    this.error = undefined;
    this.fetched = [];
    this.leftOut = [];
    this.failures.clear();
    try {
      await this.#run(report, signal, indexes);
    } catch (thrown) {
      this.error = signal.aborted
        ? new ChartroomError('aborted', {}, { cause: thrown })
        : await failureOf(thrown);
    } finally {
      this.running = false;
      this.progress.clear();
    }
  }

  async #run(
    report: DependencyReport,
    signal: AbortSignal,
    indexes: SharedIndexes | undefined,
  ): Promise<void> {
    const { fetchDependencies } = await import('../core/actions/dependencies.ts');
    const fetched = await fetchDependencies(report, {
      compute: await this.#services.compute(),
      repository: (registry, name) => this.#services.repository(registry, name),
      chartRepository: (url) => this.#services.chartRepository(url),
      folder: (path) => this.#dependent.folder(path),
      signal,
      indexes,
      update: this.#update,
      onProgress: (index, bytes, total) => this.progress.set(index, { bytes, total }),
      onSettled: (index) => this.progress.delete(index),
    });
    if (fetched.files.length + fetched.outdated.length > 0) {
      await this.#dependent.complete(fetched, signal);
      await this.#look();
    }
    const paths = fetched.files.map(({ path }) => path);
    const packed = this.#dependent.chart?.files.map(({ path }) => path) ?? [];
    this.fetched = paths.filter((path) => packed.includes(path));
    this.leftOut = paths.filter((path) => !packed.includes(path));
    for (const [index, error] of fetched.failures) {
      this.failures.set(index, await failureOf(error));
    }
  }
}
