import type { Compute, ComputeOptions } from '../core/compute/compute.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import { countErrors, type Finding } from '../core/lint/finding.ts';

/** What the checks find in a chart. They come after it is packed: only a push waits for them. */
export class Checks {
  /** Undefined while they run. */
  findings = $state.raw<readonly Finding[] | undefined>();
  #running: Promise<readonly Finding[]> | undefined;

  /** Checks `chart` in place of what was checked before. */
  start(compute: Compute, chart: PackedChart, options: ComputeOptions): Promise<void> {
    this.findings = undefined;
    const running = compute.check(chart, options);
    this.#running = running;
    return running.then((findings) => {
      if (this.#running === running) this.findings = findings;
    });
  }

  /** How many findings there are that Helm would refuse the chart for, once they are known. */
  async errors(): Promise<number> {
    return countErrors((await this.#running) ?? []);
  }
}
