import type { PackedChart } from '../core/chart/packed.ts';
import type { RefusedSide, RenderedComparison } from '../core/compute/rendering.ts';
import type { ChartroomError } from '../core/errors.ts';
import { objectsSummary } from '../text/rendered-changes.ts';
import { announce } from './announcer.svelte.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** What two charts render to with the same values, compared. */
export class ComparingRendered {
  outcome = $state.raw<RenderedComparison | RefusedSide | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  running = $state(false);

  readonly #services: Services;
  #abort = new AbortController();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Renders both; what ran before is called off. `values` is YAML, or empty. */
  async compare(before: PackedChart, after: PackedChart, values: string): Promise<void> {
    this.cancel();
    const { signal } = (this.#abort = new AbortController());
    this.running = true;
    this.error = undefined;
    try {
      const rendering = await this.#services.rendering();
      const bytes = new TextEncoder().encode(values);
      const flags = { values: [{ path: 'values', bytes }] };
      const outcome = await rendering.compare(before, after, flags, { signal });
      if (signal.aborted) return;
      this.outcome = outcome;
      if (outcome.state === 'done') announce(objectsSummary(outcome.objects));
    } catch (thrown) {
      if (signal.aborted) return;
      this.outcome = undefined;
      this.error = await failureOf(thrown);
    } finally {
      if (!signal.aborted) this.running = false;
    }
  }

  cancel(): void {
    this.#abort.abort();
    this.running = false;
  }
}
