import type { CopyOutcome, CopyPorts } from '../core/actions/copy-to.ts';
import {
  copySources,
  keptSources,
  planCopy,
  type CopyItem,
  type CopySource,
} from '../core/actions/copy-plan.ts';
import { ChartroomError, isChartroomError } from '../core/errors.ts';
import type { WorkProgress } from '../text/work.ts';
import { failureOf } from './failure.ts';
import { rememberRegistry } from './recent.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** What the address of the page says is to be copied. */
export interface CopyWhat {
  /** References, and what chart repositories list; names, if they are in the library. */
  from: readonly string[];
  kept: boolean;
}

/** One artifact of a copy. */
export class CopyRow {
  readonly item: CopyItem;
  running = $state(false);
  outcome = $state.raw<CopyOutcome | undefined>();
  /** Bytes that have arrived at the destination, by digest. */
  bytes = $state(0);
  readonly #moved: Record<string, number> = {};

  constructor(item: CopyItem) {
    this.item = item;
  }

  get done(): boolean {
    return this.outcome?.kind === 'copied' || this.outcome?.kind === 'unchanged';
  }

  report(digest: string, bytes: number): void {
    this.bytes += bytes - (this.#moved[digest] ?? 0);
    this.#moved[digest] = bytes;
  }
}

/** **Copy to…**: charts from registries or the library, to a registry or into the library. */
export class CopyTo implements Work {
  readonly kind = 'copy';
  readonly what: CopyWhat;
  readonly href: string;
  /** Absent while tags are listed. */
  sources = $state.raw<readonly CopySource[] | undefined>();
  /** The repositories that may have more tags than could be listed. */
  short = $state.raw<readonly string[]>([]);
  rows = $state.raw<readonly CopyRow[]>([]);
  phase = $state.raw<'looking' | 'asking' | 'running' | 'done' | 'stopped'>('looking');
  error = $state.raw<ChartroomError | undefined>();
  intoLibrary = $state(false);
  referrers = $state(true);
  convert = $state(false);
  #below = $state('');
  readonly #services: Services;
  #abort: AbortController | undefined;

  /** What goes where, or why it can't. */
  readonly plan = $derived.by(() => {
    try {
      const goal = this.intoLibrary ? 'library' : { below: this.#below };
      if (!this.intoLibrary && this.#below.trim() === '') return { items: [] };
      return { items: planCopy(this.sources ?? [], goal) };
    } catch (thrown) {
      return { items: [], error: ChartroomError.from(thrown) };
    }
  });

  constructor(what: CopyWhat, href: string, services: Services) {
    this.what = what;
    this.href = href;
    this.#services = services;
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  get subject(): string {
    const [only] = this.rows;
    if (this.rows.length === 1 && only) return only.item.destination;
    return `${this.rows.length} charts`;
  }

  get failure(): ChartroomError | undefined {
    if (this.error) return this.error;
    const failed = this.rows.find(({ outcome }) => outcome?.kind === 'failed')?.outcome;
    return failed && 'error' in failed ? failed.error : undefined;
  }

  get howFar(): WorkProgress {
    return { unit: 'charts', done: this.ended, all: this.rows.length };
  }

  /** How many have an outcome. */
  get ended(): number {
    return this.rows.filter(({ outcome }) => outcome).length;
  }

  get below(): string {
    return this.#below;
  }

  set below(text: string) {
    this.#below = text;
    this.forget();
  }

  /** Finds out which artifacts are meant. */
  async look(): Promise<void> {
    this.phase = 'looking';
    this.error = undefined;
    this.short = [];
    const { from, kept } = this.what;
    try {
      this.sources = kept
        ? keptSources(from)
        : await copySources(from, {
            repository: (registry, name) => this.#services.repository(registry, name),
            listed: (url) => this.#services.listedRepository(url),
            onShort: (repository) => (this.short = [...this.short, repository]),
          });
      this.phase = 'asking';
    } catch (thrown) {
      this.error = await failureOf(thrown);
      this.phase = 'asking';
    }
  }

  /** Forgets what was copied, because the destination or the wishes have changed. */
  forget(): void {
    if (this.running || this.rows.length === 0) return;
    this.rows = [];
    this.phase = 'asking';
    this.error = undefined;
  }

  async start(): Promise<void> {
    if (this.running || this.plan.items.length === 0) return;
    this.rows = this.plan.items.map((item) => new CopyRow(item));
    await this.#begin(this.rows, false);
  }

  /** Copies what has not been copied yet. */
  goOn(): Promise<void> {
    return this.#begin(
      this.rows.filter((row) => !row.done && row.outcome?.kind !== 'differs'),
      false,
    );
  }

  /** Copies over the tags that name other content. */
  replace(): Promise<void> {
    return this.#begin(
      this.rows.filter(({ outcome }) => outcome?.kind === 'differs'),
      true,
    );
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async #begin(rows: readonly CopyRow[], overwrite: boolean): Promise<void> {
    if (this.running) return;
    const running = this.#run(rows, overwrite);
    workList.begin(this, running);
    await running;
  }

  async #run(rows: readonly CopyRow[], overwrite: boolean): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    for (const row of rows) row.outcome = undefined;
    const rowOf = (item: CopyItem) => rows.find((row) => row.item === item);
    try {
      const { copyAll } = await import('../core/actions/copy-to.ts');
      await copyAll(
        rows.map(({ item }) => item),
        this.#ports(),
        {
          signal,
          referrers: this.referrers,
          convert: this.convert,
          overwrite,
          onBegin: (item) => this.#note(rowOf(item), { running: true }),
          onProgress: (item, { descriptor, bytes }) =>
            rowOf(item)?.report(descriptor.digest, bytes),
          onEnd: (item, outcome) => this.#note(rowOf(item), { running: false, outcome }),
        },
      );
      const { repository } = rows.find(({ done }) => done)?.item.to ?? {};
      if (repository) rememberRegistry(repository.registry);
      this.phase = 'done';
    } catch (thrown) {
      const error = await failureOf(thrown);
      this.error = isChartroomError(error, 'aborted') ? undefined : error;
      this.phase = 'stopped';
    }
    for (const row of rows) row.running = false;
  }

  #note(row: CopyRow | undefined, state: Partial<Pick<CopyRow, 'running' | 'outcome'>>): void {
    if (row) Object.assign(row, state);
  }

  #ports(): CopyPorts {
    const services = this.#services;
    return {
      repository: (registry, name, options) => services.repository(registry, name, options),
      library: () => services.library(),
      listed: (url) => services.listedRepository(url),
      compute: () => services.compute(),
      turns: services.turns,
    };
  }
}
