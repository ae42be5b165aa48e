/** What is told of templates that were ended because they ask for too much. */
import type { WorkFault } from '../faults.ts';
import type { Excess } from '../go/template/budget.ts';

/** @param seconds How long the templates were given. */
export function excessFault(excess: Excess, seconds: number): WorkFault {
  return excess === 'too-long' ? { reason: excess, seconds } : { reason: excess };
}
