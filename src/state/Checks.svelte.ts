import type { Compute, ComputeOptions } from '../core/compute/compute.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import { isChartroomError } from '../core/errors.ts';
import { finding, verdictOf, type Finding, type Verdict } from '../core/lint/finding.ts';
import { failureOf } from './failure.ts';

/** What the checks find in a chart. They come after it is packed: only a push waits for them. */
export class Checks {
  /** Undefined while they run. */
  findings = $state.raw<readonly Finding[] | undefined>();
  #running: Promise<readonly Finding[]> | undefined;

  /**
   * Checks `chart` in place of what was checked before. Checks that come to no end, because of
   * what the chart holds or a fault of ours, are a finding.
   */
  start(compute: Compute, chart: PackedChart, options: ComputeOptions): Promise<void> {
    this.findings = undefined;
    const running = compute.check(chart, options).catch(unfinished);
    this.#running = running;
    return running.then((findings) => {
      if (this.#running === running) this.findings = findings;
    });
  }

  /** What a push has to know of them, once they ended. */
  async verdict(): Promise<Verdict> {
    return verdictOf((await this.#running) ?? []);
  }
}

async function unfinished(thrown: unknown): Promise<Finding[]> {
  const error = await failureOf(thrown);
  if (isChartroomError(error, 'work.unfinished')) {
    return [finding('checks.unfinished', WHOLE, error.data)];
  }
  if (!isChartroomError(error, 'internal')) throw error;
  const { message: words } = error.data;
  return [finding('checks.unfinished', WHOLE, { reason: 'failed', words })];
}

/** The chart as a whole. */
const WHOLE = { path: '' };
