import type { Compute, ComputeOptions } from '../core/compute/compute.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import { isChartroomError } from '../core/errors.ts';
import { finding, verdictOf, type Finding, type Verdict } from '../core/lint/finding.ts';
import { failureOf } from './failure.ts';

/**
 * The findings about a chart. The checks run after it is packed, and only a push waits for them.
 */
export class Checks {
  /** Undefined while they run. */
  findings = $state.raw<readonly Finding[] | undefined>();
  #running: Promise<readonly Finding[]> | undefined;

  /**
   * Checks `chart` and replaces earlier findings. If the checks can't finish, because of the
   * chart's content or a bug of ours, that is a finding.
   */
  start(compute: Compute, chart: PackedChart, options: ComputeOptions): Promise<void> {
    this.findings = undefined;
    const running = compute.check(chart, options).catch(unfinished);
    this.#running = running;
    return running.then((findings) => {
      if (this.#running === running) this.findings = findings;
    });
  }

  /** The result that matters for a push, once the checks have ended. */
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
