import type { SharedIndexes } from '../core/actions/fetch-dependency.ts';
import type { Dependencies } from './Dependencies.svelte.ts';

/** A chart that lacks dependencies. */
export interface Incomplete {
  readonly lacking: readonly string[];
  readonly dependencies: Dependencies;
}

/**
 * Fetches the missing dependencies of several charts, one chart after the other: the dependencies
 * of each are fetched in parallel already. One failure doesn't stop the rest.
 */
export class Completion {
  /** The charts that it was started for. */
  charts = $state.raw<readonly Incomplete[]>([]);
  /** How many of them it is through with. */
  ended = $state.raw(0);
  running = $state.raw(false);
  readonly complete = $derived(this.charts.filter(({ lacking }) => lacking.length === 0).length);

  async start(charts: readonly Incomplete[]): Promise<void> {
    if (this.running) return;
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
    this.charts = [];
    this.running = false;
  }
}
