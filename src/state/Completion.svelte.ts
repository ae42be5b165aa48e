import type { SharedIndexes } from '../core/actions/fetch-dependency.ts';
import { ChartroomError } from '../core/errors.ts';
import { count } from '../text/units.ts';
import type { WorkProgress } from '../text/work.ts';
import type { Dependencies } from './Dependencies.svelte.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** A chart that lacks dependencies. */
export interface Incomplete {
  readonly lacking: readonly string[];
  readonly dependencies: Dependencies;
}

/**
 * Fetches the missing dependencies of several charts, one chart after the other: the dependencies
 * of each are fetched in parallel already. One failure doesn't stop the rest.
 */
export class Completion implements Work {
  readonly kind = 'fetch';
  readonly href = '#/publish';
  /** The charts that it was started for. */
  charts = $state.raw<readonly Incomplete[]>([]);
  /** How many of them it is through with. */
  ended = $state.raw(0);
  running = $state.raw(false);
  #cancelled = $state.raw<ChartroomError | undefined>();
  readonly complete = $derived(this.charts.filter(({ lacking }) => lacking.length === 0).length);

  get subject(): string {
    return count(this.charts.length, 'chart');
  }

  get failure(): ChartroomError | undefined {
    return this.#cancelled ?? this.charts.find(hasFailed)?.dependencies.failure;
  }

  get howFar(): WorkProgress {
    return { unit: 'charts', done: this.ended, all: this.charts.length };
  }

  async start(charts: readonly Incomplete[]): Promise<void> {
    if (this.running) return;
    const completing = this.#start(charts);
    workList.begin(this, completing);
    await completing;
  }

  cancel(): void {
    this.reset();
  }

  async #start(charts: readonly Incomplete[]): Promise<void> {
    this.#cancelled = undefined;
    this.charts = charts;
    this.ended = 0;
    this.running = true;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shows it
    const indexes: SharedIndexes = new Map();
    for (const { dependencies } of charts) {
      // A cancellation, or another choice of charts, has replaced the list.
      if (this.charts !== charts) return;
      await dependencies.look();
      await dependencies.fetch({ indexes });
      if (this.charts === charts) this.ended += 1;
    }
    this.running = false;
  }

  /** Stops; what has been fetched stays. */
  reset(): void {
    for (const { dependencies } of this.charts) dependencies.cancel();
    if (this.running) this.#cancelled = new ChartroomError('aborted', {});
    this.charts = [];
    this.running = false;
  }
}

function hasFailed({ dependencies }: Incomplete): boolean {
  return dependencies.failure !== undefined;
}
