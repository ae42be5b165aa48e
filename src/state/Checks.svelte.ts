import { isChartroomError, type ChartroomError, type CheckFault } from '../core/errors.ts';
import type { Finding } from '../core/lint/finding.ts';
import { verdictOf, type Verdict } from '../core/lint/verdict.ts';
import { failureOf } from './failure.ts';

/**
 * The findings about a chart. The checks run after it is packed, and only a push waits for them.
 */
export class Checks {
  /** Undefined while they run. */
  findings = $state.raw<readonly Finding[] | undefined>();
  #running: Promise<readonly Finding[]> | undefined;

  /**
   * Checks a chart by `check` and replaces earlier findings. If the checks can't finish, because of
   * the chart's content or a bug of ours, that is a finding.
   */
  start(check: () => Promise<Finding[]>): Promise<void> {
    this.findings = undefined;
    const running = check().catch(unfinished);
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
  const fault = faultOf(await failureOf(thrown));
  // With it comes the table of all rules, which the page doesn't need to begin.
  const { finding } = await import('../core/lint/finding.ts');
  return [finding('checks.unfinished', WHOLE, fault)];
}

/** Why the checks didn't finish; an error that has other causes is thrown. */
function faultOf(error: ChartroomError): CheckFault {
  if (isChartroomError(error, 'work.unfinished')) return error.data;
  if (!isChartroomError(error, 'internal')) throw error;
  return { reason: 'failed', words: error.data.message };
}

/** The chart as a whole. */
const WHOLE = { path: '' };
